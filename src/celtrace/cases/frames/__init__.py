"""Own footage and found pictures: the index, what is matched with it, marks and signatures."""
