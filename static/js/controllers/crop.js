/**
 * Choosing the square of a photo before it is sent: drag it, or the arrow keys, + and −. The hidden field "crop" gets
 * "x,y,side", each a part of the picture (conference/core/portraits.py); without this script the middle is taken.
 */
const MOST_WIDTH = 360;
const SMALLEST = 0.1;
const STEP = 0.02;

export default function crop(form) {
  const box = form.querySelector("[data-crop]");
  const canvas = box.querySelector("canvas");
  const file = form.querySelector("[type=file]");
  let picture = null;
  let square = null;

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
    square = { x: square.x + x, y: square.y + y, side: square.side + side };
    draw();
  };

  file.addEventListener("change", async () => {
    form.elements.crop.value = "";
    box.hidden = true;
    try {
      picture = await createImageBitmap(file.files[0]);
    } catch {
      return; // the server says what is wrong with it
    }
    canvas.width = Math.min(MOST_WIDTH, picture.width);
    canvas.height = Math.round((canvas.width * picture.height) / picture.width);
    square = { x: (1 - shorter() / picture.width) / 2, y: (1 - shorter() / picture.height) / 4, side: 1 };
    box.hidden = false;
    draw();
  });
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-STEP, 0, 0], ArrowRight: [STEP, 0, 0], ArrowUp: [0, -STEP, 0], ArrowDown: [0, STEP, 0],
      "+": [0, 0, STEP], "-": [0, 0, -STEP] };
    if (!square || !(event.key in moves)) return;
    event.preventDefault();
    change(...moves[event.key]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!square || !(event.buttons & 1)) return;
    const shown = canvas.getBoundingClientRect();
    change(event.movementX / shown.width, event.movementY / shown.height, 0);
  });
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
}
