/**
 * Choosing the square of a photo before it is sent: drag it, press the buttons, or the arrow keys, + and −. The hidden
 * field "crop" gets "x,y,side", each a part of the picture (conference/core/portraits.py); without this script the
 * middle is taken. A large photo is made smaller before it is sent, as phones take more pixels than any page shows.
 */
const MOST_WIDTH = 360;
const SMALLEST = 0.1;
const STEP = 0.02;
const LARGE_PIXELS = 4_000_000;
const LARGE_BYTES = 2_000_000;
const LONGEST_SENT = 2000;

export default function crop(form) {
  const box = form.querySelector("[data-crop]");
  const canvas = box.querySelector("canvas");
  const file = form.querySelector("[type=file]");
  let picture = null;
  let square = null;
  let held = null;

  const shorter = () => Math.min(picture.width, picture.height);
  const clamp = () => {
    square.side = Math.min(1, Math.max(SMALLEST, square.side));
    const side = square.side * shorter();
    square.x = Math.min(1 - side / picture.width, Math.max(0, square.x));
    square.y = Math.min(1 - side / picture.height, Math.max(0, square.y));
  };
  const draw = () => {
    clamp();
    const context = canvas.getContext("2d");
    const [left, top] = [square.x * canvas.width, square.y * canvas.height];
    const side = (square.side * shorter() * canvas.width) / picture.width;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    context.fillStyle = "rgb(0 0 0 / 55%)";
    context.beginPath();
    context.rect(0, 0, canvas.width, canvas.height);
    context.rect(left, top, side, side);
    context.fill("evenodd");
    context.strokeStyle = "#fff";
    context.lineWidth = 3;
    context.strokeRect(left, top, side, side);
    form.elements.crop.value = [square.x, square.y, square.side].map((part) => part.toFixed(4)).join(",");
  };
  const change = (x, y, side) => {
    // the square grows and shrinks around its middle
    const [across, down] = [shorter() / picture.width, shorter() / picture.height];
    square = { x: square.x + x - (side * across) / 2, y: square.y + y - (side * down) / 2, side: square.side + side };
    draw();
  };

  const sendSmaller = async (chosen) => {
    if (picture.width * picture.height < LARGE_PIXELS && chosen.size < LARGE_BYTES) return;
    const scale = Math.min(1, LONGEST_SENT / Math.max(picture.width, picture.height));
    const small = document.createElement("canvas");
    [small.width, small.height] = [picture.width * scale, picture.height * scale].map(Math.round);
    const context = small.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, small.width, small.height);
    context.drawImage(picture, 0, 0, small.width, small.height);
    const blob = await new Promise((done) => small.toBlob(done, "image/jpeg", 0.9));
    if (!blob || file.files[0] !== chosen) return;
    const bag = new DataTransfer();
    bag.items.add(new File([blob], chosen.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
    file.files = bag.files;
  };

  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    form.elements.crop.value = "";
    box.hidden = true;
    if (!chosen) return;
    try {
      picture = await createImageBitmap(chosen);
    } catch {
      return; // the server says what is wrong with it
    }
    canvas.width = Math.min(MOST_WIDTH, picture.width);
    canvas.height = Math.round((canvas.width * picture.height) / picture.width);
    square = { x: (1 - shorter() / picture.width) / 2, y: (1 - shorter() / picture.height) / 4, side: 1 };
    box.hidden = false;
    draw();
    await sendSmaller(chosen);
  });
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-STEP, 0, 0], ArrowRight: [STEP, 0, 0], ArrowUp: [0, -STEP, 0], ArrowDown: [0, STEP, 0],
      "+": [0, 0, STEP], "=": [0, 0, STEP], "-": [0, 0, -STEP], "−": [0, 0, -STEP] };
    if (!square || !(event.key in moves)) return;
    event.preventDefault();
    change(...moves[event.key]);
  });
  for (const button of box.querySelectorAll("[data-grow]")) {
    button.addEventListener("click", () => change(0, 0, STEP * Number(button.dataset.grow)));
  }
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!square || !held || !(event.buttons & 1)) return;
    const shown = canvas.getBoundingClientRect();
    change((event.clientX - held.x) / shown.width, (event.clientY - held.y) / shown.height, 0);
    held = { x: event.clientX, y: event.clientY };
  });
}
