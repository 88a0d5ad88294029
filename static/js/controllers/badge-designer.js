/** The page of a design becomes a drawing board: see designer/. */
export { startDesigner as default } from "../designer/designer.js";
