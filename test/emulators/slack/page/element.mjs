/** An element with attributes (`onclick` and the like are listeners) and children; children that are null or false are left out. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked' || key === 'selected') made[key] = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Only what leads to a web page is a link. */
export function link(href, ...children) {
  return /^(?:https?|mailto):/u.test(href)
    ? el('a', { href, target: '_blank', rel: 'noreferrer' }, ...children)
    : el('span', {}, ...children);
}
