/** QR codes as SVG elements: sharp on paper at any size, and no HTML is parsed (Trusted Types). */

import { encodeQR } from "qr";

const SVG = "http://www.w3.org/2000/svg";

/** Modules of white around a code (ISO/IEC 18004 asks for 4). */
export const QUIET_ZONE = 4;

/**
 * Draws a text.
 * @param {string} text
 * @param {{label: string, correction?: "low"|"medium"|"quartile"|"high"}} options `label` is read by screen readers
 * @returns {SVGSVGElement} as wide as its place, black on white in light and dark
 */
export function qrSvg(text, { label, correction = "medium" }) {
  const modules = encodeQR(text, "raw", { ecc: correction, border: QUIET_ZONE });
  const size = modules.length;
  const svg = document.createElementNS(SVG, "svg");
  const box = `0 0 ${size} ${size}`;
  const attributes = { viewBox: box, role: "img", "shape-rendering": "crispEdges", "aria-label": label };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.append(shape(`M0 0h${size}v${size}H0z`, "#fff"), shape(outline(modules), "#000"));
  return svg;
}

/** @param {string} path @param {string} color */
function shape(path, color) {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("d", path);
  element.setAttribute("fill", color);
  return element;
}

/**
 * One rectangle for each run of dark modules in a row.
 * @param {boolean[][]} modules
 */
export function outline(modules) {
  let path = "";
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
    }
  });
  return path;
}
