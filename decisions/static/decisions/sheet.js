// The button that prints. Without JavaScript the browser's own menu does.
const place = document.querySelector(".sheet-print");
place.hidden = false;
place.querySelector("button").addEventListener("click", () => window.print());
