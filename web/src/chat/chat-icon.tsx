/** What only the chat needs, drawn like the others: on 20 × 20 with one stroke width. */
const paths = {
  smile: 'M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13ZM7.5 8.5h.01M12.5 8.5h.01M7 11.75c1.5 2.2 4.5 2.2 6 0',
  reply: 'M8 5 3.5 9.25 8 13.5M3.5 9.25h7.5c3 0 5.5 2 5.5 5.5',
  link: 'M8.5 11.5l3-3M9 6.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L13.5 11M11 13.5 9.5 15a3.2 3.2 0 0 1-4.5-4.5L6.5 9',
  edit: 'M4 16l.75-3.5L13 4.25l2.75 2.75L7.5 15.25 4 16ZM11.5 5.75l2.75 2.75',
  bin: 'M4 5.5h12M8 5.5V3.75h4V5.5M5.5 5.5l.75 11h7.5l.75-11M8.5 8.5v5M11.5 8.5v5',
  clip: 'M13.5 6.5 7.75 12.25a1.6 1.6 0 0 0 2.25 2.25l6-6a3.2 3.2 0 0 0-4.5-4.5L5 10.5a4.9 4.9 0 0 0 7 7',
  file: 'M5.5 3.5h6l3.5 3.5v9.5h-9.5v-13ZM11.5 3.5V7H15',
  past: 'M4 10a6 6 0 1 0 2-4.5M4 4.5V8h3.5M10 7v3.25l2.25 1.5',
} as const;
export type ChatIconName = keyof typeof paths;

export function ChatIcon({ name }: { name: ChatIconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
