/** An address that a dispatch gives, where it is one of the web: `javascript:` and the like never become a link. */
export function webAddress(text: string | null | undefined): URL | null {
  if (!text) return null;
  try {
    const address = new URL(text);
    return address.protocol === "https:" || address.protocol === "http:" ? address : null;
  } catch {
    return null;
  }
}
