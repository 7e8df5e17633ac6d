// A worker's page: the camera, the device's key, and files that are sent as they are.
"use strict";
(() => {
  const page = document.querySelector(".join");
  if (!page) return;
  const wrong = document.getElementById("wrong");
  const fail = (text) => { wrong.textContent = text || page.dataset.failed; wrong.hidden = false; wrong.scrollIntoView(); };
  const again = (place) => { location.href = `/join?said=${encodeURIComponent(page.dataset.thanks)}&at=${Date.now()}#${place}`; };

  const send = async (where, body, kind) => {
    const answer = await fetch(where, { method: "POST", body, headers: { "x-mark": page.dataset.mark, "content-type": kind, accept: "application/json" } });
    if (answer.redirected) { location.href = answer.url; throw new Error("ended"); }
    if (!answer.ok) {
      const text = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      throw new Error(text ? text.innerText.trim() : "");
    }
    return answer.json();
  };
  const key = (act, body) => send(`/join/keys/${act}`, JSON.stringify(body || {}), "application/json");

  const { opened, told } = globalThis.passkeys;
  const press = (id, what) => {
    const button = document.getElementById(id);
    if (button) button.addEventListener("click", async () => {
      button.disabled = true;
      try { await what(); } catch (error) { if (error.message !== "ended") fail(error.name === "Error" ? error.message : ""); }
      button.disabled = false;
    });
  };

  press("enrol", async () => {
    const made = await navigator.credentials.create(opened(await key("ask-enrol")));
    await key("enrol", { answer: told(made) });
    again("key");
  });
  press("use", async () => {
    const made = await navigator.credentials.get(opened(await key("ask-use")));
    await key("use", { answer: told(made) });
    again("key");
  });
  const sign = document.getElementById("sign-form");
  if (sign) sign.addEventListener("submit", async (e) => {
    e.preventDefault();
    try {
      const list = await document.getElementById("list").files[0].text();
      const made = await navigator.credentials.get(opened(await key("ask-sign", { list })));
      await key("sign", { list, answer: told(made) });
      again("sign");
    } catch (error) { if (error.message !== "ended") fail(error.name === "Error" ? error.message : ""); }
  });

  for (const form of document.querySelectorAll("form[data-file]")) form.addEventListener("submit", async (e) => {
    e.preventDefault();
    try {
      await send(`/join/files/${form.dataset.file}`, form.querySelector("input[type=file]").files[0], "application/octet-stream");
      again("paper");
    } catch (error) { if (error.message !== "ended") fail(error.message); }
  });

  const video = document.getElementById("video");
  const take = document.getElementById("take");
  const camera = document.getElementById("camera");
  if (camera) camera.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: 1280 } });
      document.getElementById("lens").hidden = take.hidden = false;
      camera.hidden = true;
    } catch { fail(page.dataset.nocamera); }
  });
  if (take) take.addEventListener("click", async () => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const picture = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    for (const track of video.srcObject.getTracks()) track.stop();
    try {
      await send("/join/files/selfie", picture, "application/octet-stream");
      again("selfie");
    } catch (error) { if (error.message !== "ended") fail(error.message); }
  });

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const field = document.getElementById("zone");
  if (field && zone) { field.value = zone; document.getElementById("zone-name").textContent = zone; }
})();
