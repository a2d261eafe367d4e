import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Conversation } from './conversation.ts';

const nearPx = 80;
/** From here on the next page is fetched. */
const farPx = 600;

type Anchor = { id: string; top: number };

/** Keeps the reader's place: the newest in view while they are at the end, otherwise the message they look at, whatever is put in front,
 *  behind or inside. Fetches further pages as they come near, and shows the message that is pointed at. */
export function usePlace(conversation: Conversation, size: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const isBelow = useSignal(false);
  const held = useRef<{ isAtEnd: boolean; anchor: Anchor | null; last: string | undefined }>({
    isAtEnd: true,
    anchor: null,
    last: undefined,
  });
  const { transcript } = conversation;
  const messages = transcript.messages.value;
  const note = () => noteOf(scroller.current, held.current, conversation, isBelow);
  const goDown = () => {
    held.current.isAtEnd = true;
    void conversation.toEnd().then(() => toBottom(scroller.current));
    isBelow.value = false;
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    box.addEventListener('scroll', note, { passive: true });
    const resized = new ResizeObserver(() => keep(box, held.current, transcript.hasNewer.peek()));
    resized.observe(box);
    for (const child of box.children) resized.observe(child);
    return () => {
      box.removeEventListener('scroll', note);
      resized.disconnect();
    };
  }, [conversation]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const last = messages.at(-1)?.id;
    if (!held.current.isAtEnd && last !== held.current.last && !transcript.hasNewer.peek()) isBelow.value = true;
    held.current.last = last;
    keep(box, held.current, transcript.hasNewer.peek());
    note();
  }, [messages, size]);
  usePointed(conversation, scroller, held);
  return { scroller, isBelow: isBelow as ReadonlySignal<boolean>, goDown };
}

function usePointed(
  conversation: Conversation,
  scroller: { current: HTMLDivElement | null },
  held: { current: { isAtEnd: boolean } },
): void {
  const id = conversation.pointed.value;
  useEffect(() => {
    const line = id === null ? null : lineOf(scroller.current, id);
    if (!line) return;
    held.current.isAtEnd = false;
    line.scrollIntoView({ block: 'center' });
    line.focus({ preventScroll: true });
  }, [id, conversation.transcript.messages.value.length > 0]);
}

type Held = { isAtEnd: boolean; anchor: Anchor | null };

function noteOf(box: HTMLDivElement | null, held: Held, conversation: Conversation, isBelow: { value: boolean }): void {
  if (!box || box.clientHeight === 0) return;
  const { hasNewer } = conversation.transcript;
  const below = box.scrollHeight - box.scrollTop - box.clientHeight;
  held.isAtEnd = below < nearPx && !hasNewer.peek();
  held.anchor = anchorIn(box);
  if (held.isAtEnd) {
    isBelow.value = false;
    conversation.seen();
  } else if (hasNewer.peek()) isBelow.value = true;
  if (box.scrollTop < farPx) void conversation.more('older');
  if (below < farPx) void conversation.more('newer');
}

/** The first message that is in view, and where. */
function anchorIn(box: HTMLElement): Anchor | null {
  const top = box.getBoundingClientRect().top;
  for (const line of box.querySelectorAll<HTMLElement>('[data-message]')) {
    const at = line.getBoundingClientRect();
    if (at.bottom > top) return { id: line.dataset['message'] ?? '', top: at.top - top };
  }
  return null;
}

function keep(box: HTMLElement, { isAtEnd, anchor }: Held, hasNewer: boolean): void {
  if (isAtEnd && !hasNewer) return toBottom(box);
  const line = anchor && lineOf(box, anchor.id);
  if (line) box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - anchor.top;
}

function toBottom(box: HTMLElement | null): void {
  if (box) box.scrollTop = box.scrollHeight;
}

const lineOf = (box: HTMLElement | null, id: string): HTMLElement | null =>
  box?.querySelector(`[data-message="${CSS.escape(id)}"]`) ?? null;
