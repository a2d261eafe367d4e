// Shows pushes and does what is pressed on them; it does nothing else to the pages here.

self.addEventListener('push', (event) => {
  const note = event.data?.json();
  if (!note) return;
  const actions = [{ action: 'ack', title: note.ack.label }, ...(note.open ? [{ action: 'open', title: note.open.label }] : [])];
  const shown = { body: note.body, tag: note.tag, renotify: true, requireInteraction: true, icon: '/bell.svg', actions, data: note };
  event.waitUntil(self.registration.showNotification(note.title, shown));
});

self.addEventListener('notificationclick', (event) => {
  const note = event.notification.data;
  event.notification.close();
  event.waitUntil(event.action === 'ack' ? acknowledge(note) : open(note));
});

/** Goes to where this worker came from, by whatever name others know the place. */
async function acknowledge(note) {
  const answer = await fetch(new URL(note.ack.url).pathname, { method: 'POST' }).catch(() => null);
  if (!answer?.ok) return open(note);
  return self.registration.showNotification(note.ack.done, { body: note.title, tag: note.tag, silent: true, icon: '/bell.svg' });
}

async function open(note) {
  const path = note?.open ? new URL(note.open.url).pathname : '/';
  const windows = await self.clients.matchAll({ type: 'window' });
  const there = windows.find((w) => new URL(w.url).pathname === path);
  return there ? there.focus() : self.clients.openWindow(path);
}
