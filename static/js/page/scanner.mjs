/** Reads QR codes with the camera, in the page: no picture is kept or sent. The page still takes typed text without it. */

import { decodeQR } from "qr/decode.js";
import { find, say, slot } from "./dom.mjs";
import { pause } from "./waiting.mjs";

const LONGEST_SIDE = 800;
const PAUSE_MS = 120;

/** A `[data-scanner]` element: a button, a picture from the camera, and what is said meanwhile. */
export class Scanner {
  /**
   * @param {HTMLElement} root shown only where there is a camera to ask for
   * @param {(text: string) => boolean} onText tells whether the text is what the page wants; then the camera stops
   */
  constructor(root, onText) {
    this.onText = onText;
    this.stream = /** @type {MediaStream|null} */ (null);
    this.video = /** @type {HTMLVideoElement} */ (slot(root, "video"));
    this.status = slot(root, "scanning");
    root.hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
    find(root, "button").addEventListener("click", () => (this.stream ? this.stop() : this.start()));
  }

  /** Asks for the camera and looks until something is found or `stop` is called. */
  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      this.video.srcObject = this.stream;
      this.video.hidden = false;
      await this.video.play();
    } catch {
      this.stop();
      say(this.status, "refused");
      return;
    }
    say(this.status, "looking");
    while (this.stream) {
      if (!this.video.offsetParent) return this.stop(); // its panel was left
      const text = this.look();
      if (text && this.onText(text)) this.stop();
      else if (text) say(this.status, "other");
      await pause(PAUSE_MS);
    }
  }

  /** Switches the camera off. */
  stop() {
    if (this.stream) for (const track of this.stream.getTracks()) track.stop();
    this.stream = this.video.srcObject = null;
    this.video.hidden = true;
    this.status.textContent = "";
  }

  /** What the present picture says; empty when there is no code in it. */
  look() {
    const { videoWidth, videoHeight } = this.video;
    if (!videoWidth) return "";
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(this.video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return "";
    }
  }
}
