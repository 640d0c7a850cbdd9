// The console stays live without eating what somebody is typing. Everything works without this file.
const root = () => document.getElementById("console");
const show = (id, visible) => { const line = document.getElementById(id); if (line) line.hidden = !visible; };

// A form that somebody has begun to fill in.
document.addEventListener("input", (event) => {
  const form = event.target.closest && event.target.closest("#console form");
  if (form) form.dataset.begun = "yes";
});
document.addEventListener("submit", (event) => { delete event.target.dataset.begun; }, true);
const somebodyTypes = () => document.querySelector("#console form[data-begun]") !== null;
const isPoll = (detail) => detail.requestConfig && detail.requestConfig.verb === "get" && detail.elt.hasAttribute("hx-trigger");

let open = [];
let focused = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = event.detail;
  if ([403, 409, 422].includes(detail.xhr.status)) { detail.shouldSwap = true; detail.isError = false; }
  if (isPoll(detail) && detail.xhr.status === 200 && somebodyTypes()) {
    detail.shouldSwap = false; // never take away what is being typed: say that there is news
    show("changed", true);
    return;
  }
  open = [...document.querySelectorAll("#console details[open] > summary")].map((line) => line.textContent.trim());
  focused = isPoll(detail) && document.activeElement ? document.activeElement.id : null;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const target = root();
  if (!target) return;
  if (isPoll(event.detail)) {
    for (const line of target.querySelectorAll("details > summary")) {
      if (open.includes(line.textContent.trim())) line.parentElement.open = true;
    }
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
    return;
  }
  const refusal = target.querySelector("#refusal [role=alert]");
  const heading = refusal || target.querySelector("#item-heading");
  if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: !refusal }); }
  if (refusal) refusal.scrollIntoView({ block: "start" });
});
document.addEventListener("htmx:sendError", () => show("offline", true));
document.addEventListener("htmx:timeout", () => show("offline", true));
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) show("offline", false); });
