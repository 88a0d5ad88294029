import assert from "node:assert/strict";
import { test } from "node:test";
import { createSound } from "../../static/door/sound.js";

/** Sound as a browser gives it: locked until it is resumed. */
class AudioContext {
  state = "suspended";
  addEventListener() {}
  async resume() {
    this.state = "running";
  }
}

test("the button of a phone that makes sounds mutes it, and the next press lets it be heard again", () => {
  const told = [];
  const sound = createSound({ AudioContext, onMuted: (isMuted) => told.push(isMuted) });
  sound.unlock();
  assert.equal(sound.state(), "on");

  sound.toggle();
  assert.equal(sound.state(), "muted");
  sound.toggle();

  assert.equal(sound.state(), "on");
  assert.deepEqual(told, [true, false]);
});

test("a phone that was muted is so from the start, whatever unlocks its sound", () => {
  const sound = createSound({ AudioContext, isMuted: true });

  assert.equal(sound.state(), "muted");
  sound.unlock();

  assert.equal(sound.state(), "muted");
});

test("a press on locked sound unlocks it", () => {
  const sound = createSound({ AudioContext });
  assert.equal(sound.state(), "locked");

  sound.toggle();

  assert.equal(sound.state(), "on");
});
