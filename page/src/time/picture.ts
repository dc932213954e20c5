// The timeline as a picture that can stand alone: its own styles and letters' names go with it.

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];
const HEAD = 30;

/** The chart as SVG with a heading; colours are written out, so that it looks the same anywhere. */
export function timelineSvg(chart: SVGSVGElement, heading: string, ground: string): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const [live, still] = [chart.querySelectorAll<SVGElement>("*"), copy.querySelectorAll<SVGElement>("*")];
  live.forEach((each, i) => settle(each, still[i]!));
  const { width, height } = chart.getBoundingClientRect();
  const ink = getComputedStyle(chart).color;
  const body = new XMLSerializer().serializeToString(copy).replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + HEAD}" viewBox="0 0 ${width} ${height + HEAD}">`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    `<text x="12" y="20" font-family="IBM Plex Serif, serif" font-weight="600" font-size="14" fill="${ink}">${escape(heading)}</text>`,
    `<g transform="translate(0 ${HEAD})">${body}</g></svg>`,
  ].join("");
}

export async function timelinePng(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
  } finally {
    URL.revokeObjectURL(address);
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, (height + HEAD) * 2];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large")))));
}

/** Writes the colours and letters that an element has on the page into its copy. */
export function settle(live: SVGElement, still: SVGElement): void {
  const style = getComputedStyle(live);
  for (const name of KEPT) still.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'"));
  for (const name of ["class", "style", "tabindex", "role"]) still.removeAttribute(name);
}

function escape(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);
}
