// Runs before the page is drawn, so that nothing jumps: says that scripts work, on <html>.
document.documentElement.classList.add("js-enabled");
// The NHS.UK library looks for its own words on <body>, which is not there yet.
document.addEventListener("DOMContentLoaded", () => {
  document.body.classList.add("js-enabled");
  if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("nhsuk-frontend-supported");
});
