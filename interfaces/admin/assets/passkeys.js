// Asks the browser for a passkey: to make one (data-passkey="create"), or to prove one
// ("get"). The form carries the options and brings the answer back. Until this file has
// found that the browser can, the form is hidden and its page says what else there is.
(() => {
  "use strict";

  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) {
    return;
  }
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (c) => c.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const creates = form.dataset.passkey === "create";
  const options = JSON.parse(form.dataset.options);
  const asked = options.publicKey;
  const place = creates ? asked.rp.id : asked.rpId;

  // A passkey belongs to a name, which addresses of numbers are not.
  const here = location.hostname;
  if (here !== place && !here.endsWith("." + place)) {
    const port = location.port ? ":" + location.port : "";
    const link = document.querySelector("[data-passkey-elsewhere] a");
    link.href = location.protocol + "//" + place + port + "/admin";
    link.textContent = link.href;
    document.querySelector("[data-passkey-unable]").hidden = true;
    document.querySelector("[data-passkey-elsewhere]").hidden = false;
    return;
  }
  document.querySelector("[data-passkey-absent]").hidden = true;
  form.hidden = false;

  asked.challenge = bytes(asked.challenge);
  if (creates) {
    asked.user.id = bytes(asked.user.id);
  }
  for (const known of asked.excludeCredentials || asked.allowCredentials || []) {
    known.id = bytes(known.id);
  }

  // What the server reads: the names are those of the standard.
  const written = (credential) => {
    const from = credential.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    if (creates) {
      response.attestationObject = text(from.attestationObject);
      response.transports = from.getTransports ? from.getTransports() : [];
    } else {
      response.authenticatorData = text(from.authenticatorData);
      response.signature = text(from.signature);
      response.userHandle = from.userHandle ? text(from.userHandle) : null;
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response, extensions: {},
    });
  };

  const problem = form.querySelector("[data-passkey-problem]");
  const failed = (error) => {
    problem.textContent = error.name === "InvalidStateError"
      ? "This device has one of your passkeys already."
      : creates
        ? "No passkey was made. Try again, or go back to your profile."
        : "No passkey was used. Try again, or type the code from your app.";
    problem.hidden = false;
    delete form.dataset.sent;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sent) {
      return;
    }
    problem.hidden = true;
    // Without a name the server refuses, and the device would keep a passkey for nothing.
    if (creates && !form.elements.name.value.trim()) {
      form.submit();
      return;
    }
    try {
      const credential = creates
        ? await navigator.credentials.create(options)
        : await navigator.credentials.get(options);
      form.elements.answer.value = written(credential);
    } catch (error) {
      failed(error);
      return;
    }
    form.submit();
  });
})();
