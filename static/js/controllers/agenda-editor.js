/** The grid of the agenda becomes an editor: see editor/. */
export { startEditor as default } from "../editor/editor.js";
