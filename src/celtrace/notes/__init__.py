"""Notes that are written into pictures: ink, boxes, words. Needs the extra `[files]`."""
