/** Sound, torch, camera choice and the self-test: the buttons that change how this phone works, not who comes in. */

import { CAMERA, remember } from "./memory.js";

const STEP_MS = 1300;
const TESTED = ["in", "in_note", "already", "no", "unknown"];

export function createSoundButton({ button, label, sound, texts }) {
  const draw = () => {
    const state = sound.state();
    button.dataset.sound = state;
    button.setAttribute("aria-pressed", String(state === "on"));
    label.textContent = texts(`sound.${state}`);
  };
  button.addEventListener("click", () => sound.toggle());
  return draw;
}

/** Torch and camera choice appear only where there is something to choose. */
export function createCameraControls({ torch, choice, camera, texts }) {
  torch.addEventListener("click", async () => {
    const isOn = torch.getAttribute("aria-pressed") !== "true";
    await camera.light(isOn).then(() => torch.setAttribute("aria-pressed", String(isOn)), () => (torch.hidden = true));
  });
  choice.addEventListener("change", () => {
    remember(CAMERA, choice.value);
    camera.start(choice.value);
  });
  return async () => {
    torch.hidden = !camera.canLight();
    torch.setAttribute("aria-pressed", "false");
    const cameras = await camera.choices();
    choice.closest("[data-part=cameraField]").hidden = cameras.length < 2;
    choice.replaceChildren(...cameras.map(({ deviceId, label }, index) =>
      new Option(label || texts("camera.number", { number: index + 1 }), deviceId)));
    choice.value = camera.currentId();
  };
}

/** Shows each colour and plays each sound; a real scan ends it. */
export function createSelfTest({ button, texts, show, onStart }) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  const step = (index) => {
    if (index === TESTED.length) return;
    show(TESTED[index], { title: texts("test.title"), detail: texts("test.detail") });
    timer = setTimeout(() => step(index + 1), STEP_MS);
  };
  button.addEventListener("click", () => {
    stop();
    onStart();
    step(0);
  });
  return { stop };
}
