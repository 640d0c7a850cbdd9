// Starts the NHS.UK components: buttons that are not pressed twice, the menu, error summaries that take the focus.
import { initAll } from "../nhsuk/nhsuk-frontend.min.js";

initAll();
