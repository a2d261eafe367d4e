import type { Card } from './card.ts';

/** A card in plain lines, deterministic: title, state, body, fields, links and numbered actions, for mail, SMS and chats without cards. */
export function cardText(card: Card): string {
  const head = [card.severity, card.state?.word, card.title].filter(Boolean).join(' · ');
  const lines = [head];
  if (card.body) lines.push(card.body);
  for (const f of card.fields ?? []) lines.push(`${f.label}: ${f.value}`);
  for (const l of card.links ?? []) lines.push(`${l.label}: ${l.url}`);
  (card.actions ?? []).forEach((a, i) => lines.push(`${i + 1}. ${a.label}`));
  if (card.context) lines.push(card.context);
  return lines.join('\n');
}
