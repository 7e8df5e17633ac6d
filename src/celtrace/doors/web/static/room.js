// The keyboard on a decision, progress of a review, and the ways to compare two pictures.
// Everything here also works without it: by the form, by loading the page again, by the links.
"use strict";
(() => {
  const writing = (e) => /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && !/^(radio|range|checkbox)$/.test(e.target.type);
  // Whoever types on a page without having chosen the reason's field must not choose an answer by
  // it: an answer is taken from a single key, never from one of a row of keys.
  let typed = -Infinity;
  const off = () => localStorage.getItem("celtrace-keys") === "off";
  const shortcuts = document.getElementById("shortcuts");
  if (shortcuts) {
    shortcuts.checked = !off();
    shortcuts.closest("[hidden]").hidden = false;
    shortcuts.addEventListener("change", () => localStorage.setItem("celtrace-keys", shortcuts.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || off()) return;
    if (writing(e)) {
      if (e.key === "Escape") e.target.blur();
      return;
    }
    if (e.key === "/") {
      const find = document.getElementById("find");
      if (find) { e.preventDefault(); find.focus(); }
      return;
    }
    const row = e.timeStamp - typed < 1000;
    if (e.key.length === 1) typed = e.timeStamp;
    const hit = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === e.key);
    if (!hit || (row && hit.tagName !== "A")) return;
    e.preventDefault();
    if (hit.tagName === "A") { hit.click(); return; }
    hit.checked = true;
    const why = document.getElementById("why");
    if (why) why.focus();
  });

  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form) e.target.form.requestSubmit();
  });

  const here = document.querySelector(".screens [aria-current]");
  if (here) here.scrollIntoView({ inline: "center", block: "nearest" });

  const slide = document.getElementById("slide");
  if (slide) slide.addEventListener("change", () => slide.form.requestSubmit());

  const job = document.getElementById("job");
  if (job && job.dataset.state === "running" && "EventSource" in window) {
    const source = new EventSource("/import/events");
    source.onmessage = (message) => {
      const now = JSON.parse(message.data);
      if (now.state !== "running") { source.close(); location.reload(); return; }
      job.querySelector("[data-job=stage]").textContent = now.stage;
      const count = job.querySelector("[data-job=count]");
      count.textContent = now.total ? `${now.done.toLocaleString("en")} of ${now.total.toLocaleString("en")}` : "";
      const bar = job.querySelector("progress");
      if (now.total) { bar.max = now.total; bar.value = now.done; } else { bar.removeAttribute("value"); }
    };
  }

  const compare = document.querySelector(".compare");
  const amount = document.getElementById("amount");
  if (compare && amount) {
    const top = compare.querySelector(".top");
    const edge = compare.querySelector("#cut rect");
    const wipe = compare.dataset.way === "wipe";
    const move = () => {
      if (edge && wipe) edge.setAttribute("x", top.dataset.wide * amount.value / 100);
      else if (edge) top.setAttribute("opacity", amount.value / 100);
      else if (wipe) top.style.clipPath = `inset(0 0 0 ${amount.value}%)`;
      else top.style.opacity = String(amount.value / 100);
    };
    amount.addEventListener("input", move);
    amount.addEventListener("change", () => {
      const place = new URL(location.href);
      place.searchParams.set("at", amount.value);
      history.replaceState(null, "", place);
      for (const link of document.querySelectorAll(".tabs a, .crumb a")) {
        const there = new URL(link.href);
        there.searchParams.set("at", amount.value);
        link.href = there.href;
      }
    });
    move();
  }
})();
