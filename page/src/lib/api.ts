// The one way to the service: typed, with its errors as they are, cancellable, and asking again only for what changed.

export interface Field {
  name: string;
  reason: string;
}

/** What the service answered instead of what was asked (RFC 9457), or why it could not be reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly remedy: string | null = null,
    readonly fields: Field[] = [],
    /** Seconds to wait before asking again, where the service says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail || title);
    this.name = "Problem";
  }
}

export type Params = URLSearchParams | Record<string, string | number | boolean | undefined | null>;
export interface Asking {
  signal?: AbortSignal;
}

const TOKEN = "dateline-token";
const AUTHOR = "dateline-author";
const REMEMBERED = 120;
const remembered = new Map<string, { etag: string; body: unknown }>();
const whenRefused = new Set<() => void>();

export function token(): string | null {
  return sessionStorage.getItem(TOKEN);
}

/** Keeps the token for this tab's session only; null forgets it. */
export function setToken(value: string | null): void {
  remembered.clear();
  if (value) sessionStorage.setItem(TOKEN, value);
  else sessionStorage.removeItem(TOKEN);
}

/** The name under which somebody decides where the service asks for no token; empty: none was given. */
export function author(): string {
  return localStorage.getItem(AUTHOR) ?? "";
}

export function setAuthor(name: string): void {
  if (name.trim()) localStorage.setItem(AUTHOR, name.trim());
  else localStorage.removeItem(AUTHOR);
}

/** Calls `listener` whenever the service answers 401; gives back how to stop that. */
export function onRefused(listener: () => void): () => void {
  whenRefused.add(listener);
  return () => whenRefused.delete(listener);
}

/** Whether an error only says that nobody waits for the answer any more. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** The address of a resource, for links and downloads: `href("incidents", {format: "csv"})`. */
export function href(path: string, params: Params = {}): string {
  const url = new URL(`api/v1/${path.replace(/^\//, "")}`, document.baseURI);
  url.search = toQuery(params);
  return url.href;
}

/** Reads a resource; an unchanged one is not sent again. */
export async function get<T>(path: string, params: Params = {}, { signal }: Asking = {}): Promise<T> {
  const address = href(path, params);
  const known = remembered.get(address);
  const headers: Record<string, string> = known ? { "If-None-Match": known.etag } : {};
  const response = await reach(address, { headers, signal });
  if (response.status === 304 && known) return known.body as T;
  const body = await bodyOf(response);
  remember(address, response.headers.get("ETag"), body);
  return body as T;
}

/** Sends JSON or a form: POST, DELETE. */
export async function send<T>(method: "POST" | "DELETE", path: string, body?: unknown, { signal }: Asking = {}): Promise<T> {
  const form = body instanceof FormData;
  // X-Dateline says that no other site's form sends this.
  const headers: Record<string, string> = { "X-Dateline": "1" };
  if (author()) headers["X-Author"] = encodeURIComponent(author());
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const content = body === undefined ? undefined : form ? body : JSON.stringify(body);
  const response = await reach(href(path), { method, headers, body: content, signal });
  return (await bodyOf(response)) as T;
}

/** Follows server-sent events until they end; unlike EventSource this can send the token. */
export async function follow<T>(path: string, heard: (event: T) => void, { signal }: Asking = {}): Promise<void> {
  const response = await reach(href(path), { headers: { Accept: "text/event-stream" }, signal });
  if (!response.ok || !response.body) throw await problemOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const blocks = (rest + read.value).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart());
      if (data.length) heard(JSON.parse(data.join("\n")) as T);
    }
  }
}

/** Saves what a list's address gives (`format` csv, jsonl or geojson) as a file, whole. */
export async function saveExport(path: string, params: Params, name: string): Promise<void> {
  const response = await reach(href(path, params), {});
  if (!response.ok) throw await problemOf(response);
  saveBlob(await response.blob(), name);
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function reach(address: string, request: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
  const secret = token();
  const headers = { ...request.headers, ...(secret ? { Authorization: `Bearer ${secret}` } : {}) };
  let response: Response;
  try {
    response = await fetch(address, { ...request, headers, credentials: "omit" });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Problem(0, "E-UNREACHABLE", "No answer", "The service does not answer.", "Is `dateline serve` still running?");
  }
  if (response.status === 401) whenRefused.forEach((listener) => listener());
  return response;
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : response.json();
}

async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const given = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new Problem(
    response.status,
    given.code ?? "E-UNKNOWN",
    given.title ?? (response.statusText || `Status ${response.status}`),
    given.detail ?? "",
    given.remedy ?? null,
    given.fields ?? [],
    Number.isFinite(wait) ? wait : null,
  );
}

function remember(address: string, etag: string | null, body: unknown): void {
  if (!etag) return;
  remembered.delete(address);
  remembered.set(address, { etag, body });
  const oldest = remembered.keys().next();
  if (remembered.size > REMEMBERED && !oldest.done) remembered.delete(oldest.value);
}

function toQuery(params: Params): string {
  if (params instanceof URLSearchParams) return params.toString();
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") out.set(name, String(value));
  }
  return out.toString();
}
