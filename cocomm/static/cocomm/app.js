// Starts the NHS.UK components: buttons that are not pressed twice, the menu, error summaries that take the focus.
import { initAll } from "../nhsuk/nhsuk-frontend.min.js";

// The library starts only on a <body> that says so. A module runs before DOMContentLoaded, so it is said here.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
