// A link of the form …/#token=… signs in without typing. A fragment never travels to a server, so the
// token stays out of its logs; taking it off the address bar keeps it out of the history too.
const form = document.getElementById("login");

function signInFromFragment() {
  const found = /^#token=(.+)$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    form.elements.token.value = decodeURIComponent(found[1]);
  } catch {
    form.elements.token.value = found[1];
  }
  form.requestSubmit();
}

signInFromFragment();
addEventListener("hashchange", signInFromFragment);
