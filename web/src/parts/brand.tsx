/** The bell that calls people together. */
export function BellMark() {
  return (
    <svg class="bell-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 3a2 2 0 0 1 2 2v.8c4.3.9 6.7 4.3 7 8.8l.4 5.6 2.4 3.2a1 1 0 0 1-.8 1.6H5a1 1 0 0 1-.8-1.6l2.4-3.2.4-5.6c.3-4.5 2.7-7.9 7-8.8V5a2 2 0 0 1 2-2Z" />
      <path class="bell-clapper" d="M12.2 26.5h7.6a3.8 3.8 0 0 1-7.6 0Z" />
    </svg>
  );
}
