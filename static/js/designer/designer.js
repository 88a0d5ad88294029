/** The designer of badges: wires its parts together. Each has one job; the page works by plain forms without them. */

import { partsOf } from "../../door/page.js";
import { readTexts } from "../../door/texts.js";
import { Notes } from "../editor/notes.js";
import { createApi } from "./api.js";
import { Canvas } from "./canvas.js";
import { Deeds } from "./deeds.js";
import { Document } from "./document.js";
import { Keeping } from "./keeping.js";
import { Keys } from "./keys.js";
import { Layers } from "./layers.js";
import { Live } from "./live.js";
import { Looks } from "./looks.js";
import { createNaming } from "./naming.js";
import { Panel } from "./panel.js";
import { Pointer } from "./pointer.js";
import { Problems } from "./problems.js";
import { Rulers } from "./rulers.js";
import { View } from "./view.js";

export async function startDesigner(root) {
  const parts = partsOf(root);
  const texts = readTexts(parts.texts);
  const { dataset } = root;
  const urls = { rules: dataset.rulesUrl, preview: dataset.previewUrl, save: dataset.saveUrl, keep: dataset.keepUrl, pictures: dataset.picturesUrl };
  const api = createApi({ urls, csrf: dataset.csrf });
  const notes = new Notes({ parts, texts });
  const rules = await api.rules();
  const naming = createNaming(rules, texts);
  const doc = new Document(JSON.parse(parts.document.content.textContent), changed);
  const view = new View(looked);
  const canvas = new Canvas({ parts, doc, view, rulers: new Rulers(parts), words: naming, texts });
  const problems = new Problems({ parts, texts, reach: reachProblem, aloud: (words) => notes.aloud(words), changed: draw });
  const keeping = new Keeping({ root, parts, doc, api, texts, notes, problems, version: Number(dataset.version) });
  const looks = new Looks({ parts, doc, view, canvas, rules, texts, api });
  const deeds = new Deeds({ doc, view, canvas, rules, say, reach });
  const layers = new Layers({ parts, doc, view, naming, reach });
  const panel = new Panel({ parts, doc, view, canvas, rules, texts, naming, deeds, problems, addPicture });
  const live = new Live({ api, shown, refused: (error) => problems.refused(error.problems), away });
  let isAway = false;
  let sentLook = "";

  function draw() {
    canvas.draw(problems.list);
    layers.draw(problems.list);
    panel.draw();
    parts.undo.disabled = !doc.canUndo;
    parts.redo.disabled = !doc.canRedo;
    for (const button of root.querySelectorAll("[data-needs]")) button.disabled = !view.selected.length;
  }

  /** The design is another one. */
  function changed() {
    view.selected = view.selected.filter((id) => doc.sideOf(id) === view.side);
    draw();
    looks.draw();
    keeping.note();
    live.ask({ design: doc.data, ...looks.wanted });
  }

  /** Something else is looked at, or chosen. */
  function looked() {
    draw();
    const look = JSON.stringify(looks.wanted);
    if (look !== sentLook) live.ask({ design: doc.data, ...looks.wanted });
    sentLook = look;
    looks.draw();
  }

  function shown(answer, message) {
    if (message.side === view.side) canvas.showDrawing(answer.svg);
    if (message.design === doc.data) problems.hints(answer.hints);
    parts.canvas.dataset.shown = message.design === doc.data ? "now" : "before";
  }

  function away(error) {
    if (error && !isAway) notes.note(keeping.words(error), { isBad: true });
    isAway = error !== null;
  }

  function reach(id, { focus = true } = {}) {
    const side = id && doc.sideOf(id);
    if (!side) return parts.canvas.focus({ preventScroll: true });
    if (side !== view.side) view.set({ side });
    canvas.show(id);
    if (focus) canvas.button(id)?.focus({ preventScroll: true });
  }

  function reachProblem(id, name) {
    if (id && doc.find(id)) {
      reach(id);
      view.select([id]);
    } else view.select([]);
    if (name) panel.focus(name);
  }

  function say(kind, { element, count = 1 } = {}) {
    notes.aloud(texts(`say.${kind}`, { name: element ? naming.title(element) : "", about: element ? naming.about(element) : "", count }));
  }

  function turn(kind) {
    const ids = doc[kind]();
    if (!ids) return say("nothing");
    const [id] = ids;
    if (id && doc.sideOf(id) !== view.side) view.side = doc.sideOf(id);
    if (id) view.select(ids.filter((one) => doc.sideOf(one) === view.side));
    draw();
    if (document.activeElement === document.body) reach(id);
    return say(kind, { element: id && doc.find(id) });
  }

  async function addPicture(file) {
    try {
      const picture = await api.addPicture(file);
      if (!rules.pictures.some((one) => one.name === picture.name)) rules.pictures.push(picture);
      return picture;
    } catch (error) {
      notes.note(keeping.words(error), { isBad: true });
      return null;
    }
  }

  function addByPalette(button) {
    const { add, words, form } = button.dataset;
    if (form) deeds.add(add, { form, ...(form === "line" ? { fill: "", edge: "#14181f", h: 0 } : {}) });
    else if (words) deeds.add(add, { texts: [{ text: words }] });
    else deeds.add(add);
    button.closest("details[data-closes]")?.removeAttribute("open");
    if (words && !words.includes("{")) panel.focus("");
  }

  const does = {
    undo: () => turn("undo"), redo: () => turn("redo"), save: () => keeping.save(), help: () => parts.help.showModal(), say, zoom: (steps) => looks.zoom(steps), board: () => reach(view.selected[0]), edit: () => panel.focus(""),
    copy: () => deeds.copy(), cut: () => deeds.cut(), paste: () => deeds.paste(), duplicate: () => deeds.duplicate(), remove: () => deeds.remove(), order: (steps) => deeds.order(steps),
    forward: () => deeds.order(1), backward: () => deeds.order(-1), other: () => deeds.toOtherSide(),
  };

  root.classList.add("designer--on");
  document.body.classList.add("manage--designing");
  const pointer = new Pointer({ parts, doc, view, canvas, drawn: draw, moved: () => say("moved", { element: canvas.chosen()[0] }) });
  new Keys({ root, parts, doc, view, canvas, pointer, does });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { deed, align, spread } = button.dataset;
    if (deed) does[deed]();
    else if (align) deeds.align(align);
    else if (spread) deeds.distribute(spread);
    else if (button.dataset.add) addByPalette(button);
    else if ("close" in button.dataset) button.closest("dialog").close();
  });
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-closes][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  new ResizeObserver(fit).observe(parts.scroller);
  addEventListener("resize", fit);
  parts.scroller.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    looks.zoomTo(Math.max(0.1, Math.min(6, view.zoom * Math.exp(-event.deltaY / 300))));
  }, { passive: false });
  parts.scroller.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  parts.scroller.addEventListener("drop", async (event) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    const picture = await addPicture(file);
    if (picture) deeds.add("image", { picture: picture.name });
  });

  /** The board ends where the window does. */
  function fit() {
    const top = parts.columns.getBoundingClientRect().top + scrollY;
    root.style.setProperty("--room", `${Math.max(innerHeight - top - 12, 460)}px`);
    draw();
  }

  keeping.bringBack();
  keeping.draw();
  fit();
  looked();
}
