// The console stays live without eating what somebody is typing. Everything works without this file.
const root = () => document.getElementById("console");
const show = (id, visible) => { const line = document.getElementById(id); if (line) line.hidden = !visible; };
const asker = (detail) => detail.requestConfig && detail.requestConfig.elt;
const isPoll = (detail) => Boolean(asker(detail) && asker(detail).hasAttribute("hx-trigger"));

// A form that somebody has begun to fill in. What is sent and refused stays begun; what is done is drawn anew.
document.addEventListener("input", (event) => {
  const form = event.target.closest && event.target.closest("#console form");
  if (form) form.dataset.begun = "yes";
});
const somebodyTypes = () => document.querySelector("#console form[data-begun]") !== null;

// The press that is on its way: until it is answered, no news is drawn over the form it came from.
let sending = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isPoll(event.detail)) return;
  sending = event.detail.xhr;
  sending.addEventListener("loadend", () => { sending = null; });
});

// What a reader opened stays open, by what its line is called; what the page itself drew open is its own affair.
const name = (line) => (line.querySelector("h3, strong") || line).textContent.trim();
const lines = (within) => [...within.querySelectorAll("details > summary")];
const drawn = () => lines(document).forEach((line) => { line.parentElement.dataset.drawn = line.parentElement.open; });
drawn();
let before = { open: [], refusal: null, item: "" };
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = event.detail;
  if (!isPoll(detail) && [403, 409, 422].includes(detail.xhr.status)) { detail.shouldSwap = true; detail.isError = false; }
  if (detail.shouldSwap && !detail.xhr.responseText.includes('id="console"')) {
    detail.shouldSwap = false; // another page has answered, such as signing in: keep this one, and say so
    show("lost", true);
    return;
  }
  if (isPoll(detail) && detail.shouldSwap && (sending || somebodyTypes())) {
    detail.shouldSwap = false; // never take away what is being typed: say that there is news
    show("changed", !sending);
    return;
  }
  before = {
    open: lines(document).filter(({ parentElement: fold }) => fold.open && fold.dataset.drawn !== "true").map(name),
    refusal: document.querySelector("#refusal [role=alert]"),
    item: itemShown(),
  };
});
const itemShown = () => (document.getElementById("item-heading") || { textContent: "" }).textContent.trim();

document.addEventListener("htmx:afterSwap", (event) => {
  const target = root();
  if (!target) return;
  const poll = isPoll(event.detail);
  drawn();
  for (const line of lines(target)) {
    const people = line.parentElement.classList.contains("console-committee");
    if ((poll || people) && before.open.includes(name(line))) line.parentElement.open = true;
  }
  if (poll) {
    const place = document.getElementById("refusal");
    if (before.refusal && place && !place.contains(before.refusal)) place.replaceChildren(before.refusal);
    return;
  }
  const refusal = target.querySelector("#refusal [role=alert]");
  if (refusal) for (const line of target.querySelectorAll(".console-said")) line.remove(); // what was done before is not the answer
  const moved = asker(event.detail) && asker(event.detail).classList.contains("console-moves");
  const heading = refusal || document.getElementById(moved ? "people-heading" : "item-heading");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (refusal || (!moved && itemShown() !== before.item)) (heading.closest(".console-item") || heading).scrollIntoView({ block: "start" });
  const next = target.querySelector(".console-now");
  if (!refusal && !moved && next) next.scrollIntoView({ block: next.offsetHeight > window.innerHeight - 160 ? "start" : "nearest" });
});

document.addEventListener("htmx:sendError", () => show("offline", true));
document.addEventListener("htmx:responseError", () => show("lost", true));
document.addEventListener("htmx:timeout", () => show("offline", true));
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) show("offline", false); });
