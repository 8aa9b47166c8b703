// The page of a one-time code: takes a code that came after `#` from a slip's square, and keeps it out of the history.
const code = location.hash.slice(1);
if (code) {
  document.querySelector("[name=code]").value = code;
  history.replaceState(null, "", location.pathname);
}
