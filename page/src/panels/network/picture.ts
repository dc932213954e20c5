// The network as a picture that can stand alone: colours written out, with what it shows and as of when above it.

import { settle } from "../../time/picture";

const HEAD = 34;

/** The drawing as SVG with a heading. */
export function networkSvg(drawing: SVGSVGElement, heading: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [live, still] = [drawing.querySelectorAll<SVGElement>("*"), copy.querySelectorAll<SVGElement>("*")];
  live.forEach((each, n) => settle(each, still[n]!));
  const { x, y, width, height } = drawing.viewBox.baseVal;
  const style = getComputedStyle(drawing);
  const sheet = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ width, height: height + HEAD, viewBox: `${x} ${y - HEAD} ${width} ${height + HEAD}` })) sheet.setAttribute(name, String(value));
  sheet.append(shape("rect", { x, y: y - HEAD, width, height: height + HEAD, fill: ground(drawing) }));
  const title = shape("text", { x: x + 12, y: y - 12, "font-family": "IBM Plex Serif, serif", "font-size": 14, "font-weight": 600, fill: style.color });
  title.textContent = heading;
  sheet.append(title, ...copy.childNodes);
  return new XMLSerializer().serializeToString(sheet);
}

/** A picture of points from one of lines, twice as fine as the screen. */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
  } finally {
    URL.revokeObjectURL(address);
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large")))));
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}

function ground(drawing: Element): string {
  return getComputedStyle(drawing).getPropertyValue("--surface").trim() || "#fff";
}
