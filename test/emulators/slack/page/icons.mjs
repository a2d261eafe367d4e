const ring = (colour) => `<circle cx="12" cy="12" r="9" fill="${colour}"/>`;
const bell = '<path d="M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6Zm-2.5 15.5a2.5 2.5 0 0 0 5 0Z" fill="#d99a1c"/>';
const struck = '<path d="m4 4 16 16" stroke="#b3261e" stroke-width="2.4"/>';
const sheet =
  '<rect x="5" y="3.5" width="14" height="17.5" rx="2" fill="#f3efe4" stroke="#9a8f75"/><path d="M8 10h8M8 13.5h8M8 17h5" stroke="#7d7460" stroke-width="1.3"/>';
const speaker = '<path d="M3 9.5v5h4l6 5v-15l-6 5Z" fill="#5a6b70"/>';
const book =
  '<path d="M4 5c3-1.5 6-1.2 8 .5 2-1.7 5-2 8-.5v13.5c-3-1.3-6-1-8 .6-2-1.6-5-1.9-8-.6Z" fill="#2b8fb3"/><path d="M12 5.5v13.6" stroke="#fff"/>';

/** Drawings for what machines without a font of pictures would show as boxes: name → character and drawing. */
const icons = {
  red_circle: ['🔴', ring('#d0342c')],
  large_orange_circle: ['🟠', ring('#e8871e')],
  large_yellow_circle: ['🟡', ring('#e8c21e')],
  large_green_circle: ['🟢', ring('#2f9e53')],
  large_blue_circle: ['🔵', ring('#2b6fd6')],
  white_circle: ['⚪', '<circle cx="12" cy="12" r="8.5" fill="#fff" stroke="#8b9a9e"/>'],
  pushpin: [
    '📌',
    '<path d="m14 3 7 7-2.5.8-3.5 3.5-.5 4.5-9-9 4.5-.5 3.5-3.5Z" fill="#d0342c"/><path d="m9 15-6 6" stroke="#7d8a8e" stroke-width="1.8"/>',
  ],
  bell: ['🔔', bell],
  no_bell: ['🔕', bell + struck],
  rotating_light: [
    '🚨',
    '<path d="M6 17v-5a6 6 0 0 1 12 0v5Z" fill="#d0342c"/><rect x="4" y="17" width="16" height="4" rx="1.2" fill="#5a6b70"/><path d="M12 1.5v2.5M3.5 5l1.8 1.8M20.5 5l-1.8 1.8" stroke="#d0342c" stroke-width="1.8"/>',
  ],
  pager: [
    '📟',
    '<rect x="3" y="6" width="18" height="13" rx="2.5" fill="#33474d"/><rect x="6" y="9" width="12" height="4" fill="#bfe3c8"/><path d="M7 16h2m3 0h2" stroke="#fff" stroke-width="1.5"/>',
  ],
  clipboard: ['📋', sheet + '<rect x="9" y="2" width="6" height="3.5" rx="1" fill="#8a6d3b"/>'],
  memo: ['📝', sheet + '<path d="m13 17 7-8" stroke="#d99a1c" stroke-width="2.4"/>'],
  page_facing_up: ['📄', sheet],
  calendar: [
    '📅',
    '<rect x="3.5" y="5" width="17" height="15.5" rx="2" fill="#fff" stroke="#8b9a9e"/><path d="M3.5 9V7a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v2Z" fill="#d0342c"/><path d="M8 13h2m4 0h2m-8 4h2m4 0h2" stroke="#5a6b70" stroke-width="1.6"/>',
  ],
  inbox_tray: [
    '📥',
    '<path d="M3 14v5a1.5 1.5 0 0 0 1.5 1.5h15A1.5 1.5 0 0 0 21 19v-5h-5a4 4 0 0 1-8 0Z" fill="#5a6b70"/><path d="M12 3v7m-3-3 3 3.5 3-3.5" stroke="#2f9e53" stroke-width="2" fill="none"/>',
  ],
  satellite_antenna: [
    '📡',
    '<path d="M4 8a9 9 0 0 0 12 12Z" fill="#8b9a9e"/><path d="m10 14 6-6m-2-4a6 6 0 0 1 6 6" stroke="#2b6fd6" stroke-width="1.8" fill="none"/>',
  ],
  thunder_cloud_and_rain: [
    '⛈️',
    '<path d="M7 14a4 4 0 0 1 .5-8 5 5 0 0 1 9.5 1.5A3.5 3.5 0 0 1 17 14Z" fill="#8b9a9e"/><path d="m12 12-3 5h3l-1 5 4-6h-3l2-4Z" fill="#e8a81e"/>',
  ],
  mute: ['🔇', speaker + struck],
  loudspeaker: [
    '📢',
    speaker + '<path d="M16 9a4 4 0 0 1 0 6m2.5-8.5a7.5 7.5 0 0 1 0 11" stroke="#5a6b70" stroke-width="1.6" fill="none"/>',
  ],
  lock: [
    '🔒',
    '<path d="M7.5 11V8a4.5 4.5 0 0 1 9 0v3" stroke="currentColor" stroke-width="2" fill="none"/><rect x="5" y="11" width="14" height="9.5" rx="2" fill="currentColor"/>',
  ],
  link: [
    '🔗',
    '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4.2 4.2 0 0 0-6-6l-1 1m2 3.5a4 4 0 0 0-6-.5l-3 3a4.2 4.2 0 0 0 6 6l1-1" stroke="#5a6b70" stroke-width="2" fill="none"/>',
  ],
  busts_in_silhouette: [
    '👥',
    '<circle cx="9" cy="9" r="3.6" fill="currentColor"/><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0Zm12-7.7a3.6 3.6 0 1 0-.5-6.5 5 5 0 0 1 .5 6.5Zm2.5 7.7h4.5a6 6 0 0 0-6-6 8 8 0 0 1 1.5 6Z" fill="currentColor"/>',
  ],
  eyes: [
    '👀',
    '<ellipse cx="7" cy="12" rx="4.5" ry="7" fill="#fff" stroke="#5a6b70"/><ellipse cx="17" cy="12" rx="4.5" ry="7" fill="#fff" stroke="#5a6b70"/><circle cx="5.5" cy="13" r="2.3" fill="#1c2b2f"/><circle cx="15.5" cy="13" r="2.3" fill="#1c2b2f"/>',
  ],
  '+1': [
    '👍',
    '<path d="M8 10.5 12 3c1.8 0 2.6 1.5 2.3 3l-.6 3.5H19a2 2 0 0 1 2 2.3l-1.1 6.5a2 2 0 0 1-2 1.7H8Z" fill="#e8b23c"/><rect x="3" y="10" width="4" height="10" rx="1" fill="#c98f1c"/>',
  ],
  wave: [
    '👋',
    '<path d="M7 14 5 8.5a1.4 1.4 0 0 1 2.6-1L9 11 7.5 5A1.4 1.4 0 0 1 10.2 4L12 10V4a1.4 1.4 0 0 1 2.8 0l.4 7 1.3-3a1.4 1.4 0 0 1 2.6 1L17 17a5.5 5.5 0 0 1-10-3Z" fill="#e8b23c"/>',
  ],
  white_check_mark: [
    '✅',
    '<rect x="3" y="3" width="18" height="18" rx="4" fill="#2f9e53"/><path d="m7 12.5 3.5 3.5L17 8.5" stroke="#fff" stroke-width="2.5" fill="none"/>',
  ],
  x: ['❌', '<path d="m5 5 14 14M19 5 5 19" stroke="#d0342c" stroke-width="3.2"/>'],
  fire: [
    '🔥',
    '<path d="M12 2c1 4 6 6 6 12a6 6 0 0 1-12 0c0-3 1.5-4.5 2.5-6 .5 1.5 1 2 2 2.5C10.5 8 11 5 12 2Z" fill="#e8651e"/><path d="M12 12c.5 2 2.5 2.5 2.5 5a2.5 2.5 0 0 1-5 0c0-2 2-3 2.5-5Z" fill="#f4c542"/>',
  ],
  tada: [
    '🎉',
    '<path d="m3 21 5-12 7 7Z" fill="#e8b23c"/><path d="M14 9c1-3 3-4 6-4M15 12c2-1 4-1 6 0M12 7c0-2 .5-3 1.5-4.5" stroke="#2b6fd6" stroke-width="1.8" fill="none"/>',
  ],
  warning: ['⚠️', '<path d="M12 3 22 20.5H2Z" fill="#e8b21e"/><path d="M12 9v5.5m0 2v2" stroke="#1c2b2f" stroke-width="2"/>'],
  speech_balloon: [
    '💬',
    '<path d="M4 4h16a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 20 16h-9l-5 4.5V16H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 4Z" fill="none" stroke="#5a6b70" stroke-width="1.7"/>',
  ],
  book: ['📖', book],
  books: ['📚', book],
  phone: ['☎️', '<path d="M6 3 9.5 8 7.5 10.5a14 14 0 0 0 6 6L16 14.5l5 3.5-2 3C10 21 3 14 3 5Z" fill="#2f9e53"/>'],
  hourglass_flowing_sand: [
    '⏳',
    '<path d="M6 3h12v3.5L13.5 12l4.5 5.5V21H6v-3.5L10.5 12 6 6.5Z" fill="#e8c98a" stroke="#8a6d3b" stroke-width="1.3"/>',
  ],
  zap: ['⚡', '<path d="M13.5 2 5 13.5h6L9.5 22 19 9.5h-6.5Z" fill="#e8b21e"/>'],
  robot_face: [
    '🤖',
    '<rect x="4" y="7" width="16" height="13" rx="3" fill="#8b9a9e"/><circle cx="9" cy="13" r="1.8" fill="#fff"/><circle cx="15" cy="13" r="1.8" fill="#fff"/><path d="M12 7V3M9 17h6" stroke="#33474d" stroke-width="1.6"/>',
  ],
};

const same = {
  thumbsup: '+1',
  heavy_check_mark: 'white_check_mark',
  telephone_receiver: 'phone',
  hourglass: 'hourglass_flowing_sand',
  spiral_calendar_pad: 'calendar',
};
const byCharacter = new Map(Object.entries(icons).map(([name, [character]]) => [character.replace('\uFE0F', ''), name]));
const pattern = new RegExp(`:([a-z0-9_+-]+):|(${[...byCharacter.keys()].join('|')})\uFE0F?`, 'gu');

/** The icon of this name, or `:name:` where there is none. */
export function icon(name) {
  const known = icons[same[name] ?? name];
  if (!known) return `:${name}:`;
  const drawing = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" role="img" aria-label="${name}">${known[1]}</svg>`,
    'image/svg+xml',
  );
  drawing.documentElement.classList.add('icon');
  return document.importNode(drawing.documentElement, true);
}

/** A text with its pictures drawn. */
export function withIcons(text) {
  const parts = [];
  let from = 0;
  for (const hit of text.matchAll(pattern)) {
    parts.push(text.slice(from, hit.index), hit[1] === undefined ? icon(byCharacter.get(hit[2])) : icon(hit[1]));
    from = hit.index + hit[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}

/** A text with its pictures as characters, for where nothing can be drawn. */
export function asCharacters(text) {
  return text.replaceAll(/:([a-z0-9_+-]+):/gu, (whole, name) => icons[same[name] ?? name]?.[0] ?? whole);
}
