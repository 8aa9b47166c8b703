// Passkeys: asks the browser for a key when the form is sent, and sends what it made. The server judges.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function options({ publicKey }) {
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) {
    asked.user = { ...asked.user, id: bytes(asked.user.id) };
    asked.excludeCredentials = known(asked.excludeCredentials);
  } else {
    asked.allowCredentials = known(asked.allowCredentials);
  }
  return { publicKey: asked };
}

function sent(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = text(key.response[name]);
  }
  return JSON.stringify({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    response,
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const asked = JSON.parse(form.dataset.options);
  const failure = form.querySelector(".field-error[hidden]");
  if (!window.PublicKeyCredential || (asked.publicKey.allowCredentials && !asked.publicKey.allowCredentials.length)) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const remember = document.querySelector("input[type=checkbox][name=remember]");
    if (remember && form.elements.remember) form.elements.remember.value = remember.checked ? "1" : "";
    try {
      form.elements.credential.value = sent(await navigator.credentials[form.dataset.passkey](options(asked)));
      form.submit();
    } catch {
      failure.hidden = false;
    }
  });
}
