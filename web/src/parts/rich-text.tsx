import type { ComponentChild } from 'preact';

const pattern = /(https?:\/\/[^\s<>"'，。；）]+[^\s<>"'，。；）.,;:!?)\]])|(INC-\d{8}-\d{3,})/g;

/** Untrusted text as text; only http(s) addresses and incident numbers become links. */
export function RichText({ text }: { text: string }) {
  const parts: ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(from, match.index));
    const [whole, url, number] = match;
    parts.push(url ? <OuterLink url={url} label={url} /> : <a href={`/i/${number}`}>{number}</a>);
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}

/** A link from outside: anything but http(s) stays text; our own pages open in place. */
export function OuterLink({ url, label }: { url: string; label: string }) {
  const parsed = webAddress(url);
  if (!parsed) return <>{label}</>;
  if (parsed.origin === location.origin) return <a href={parsed.href}>{label}</a>;
  return (
    <a href={parsed.href} title={parsed.host} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  );
}

function webAddress(url: string): URL | null {
  try {
    const parsed = new URL(url, location.origin);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed : null;
  } catch {
    return null;
  }
}
