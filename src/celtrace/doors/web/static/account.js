// Passkeys of an account: made on its page, shown on the page to sign in.
"use strict";
(() => {
  const panel = document.getElementById("keys");
  if (!panel) return;
  const { opened, told } = globalThis.passkeys;
  const wrong = document.getElementById("key-wrong");
  const named = !/^[\d.]+$|:/.test(location.hostname);
  document.getElementById(named && window.PublicKeyCredential ? "key-do" : "key-place").hidden = false;

  const send = async (act, body) => {
    const answer = await fetch(panel.dataset.at + act, { method: "POST", body: JSON.stringify(body || {}), headers: { "x-mark": panel.dataset.mark, "content-type": "application/json" } });
    if (answer.redirected) { location.href = answer.url; throw new Error(""); }
    if (!answer.ok) {
      const text = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      throw new Error(text ? text.innerText.trim() : "");
    }
    return answer.json();
  };
  const press = (id, what) => {
    const button = document.getElementById(id);
    if (button) button.addEventListener("click", async () => {
      button.disabled = true;
      try { location.href = (await what()).go; }
      catch (error) {
        wrong.textContent = error.name === "Error" && error.message || "The device gave no passkey. Nothing was changed.";
        wrong.hidden = false;
      }
      button.disabled = false;
    });
  };
  press("key-add", async () => {
    const made = await navigator.credentials.create(opened(await send("ask")));
    return send("add", { answer: told(made), label: document.getElementById("label").value });
  });
  press("key-use", async () => {
    const shown = await navigator.credentials.get(opened(await send("ask")));
    return send("use", { answer: told(shown), back: panel.dataset.back });
  });
})();
