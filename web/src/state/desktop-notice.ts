import { signal, type ReadonlySignal } from '@preact/signals';

export type DesktopPermission = NotificationPermission | 'missing';
export type DesktopNotice = {
  permission: ReadonlySignal<DesktopPermission>;
  /** Must be called from a click. */
  ask(): Promise<void>;
  show(tag: string, title: string, body: string): void;
  close(tag: string): void;
};

/** The browser's own notifications, for a console that is behind other windows. */
export function createDesktopNotice(): DesktopNotice {
  const isThere = 'Notification' in window && window.isSecureContext;
  const permission = signal<DesktopPermission>(isThere ? Notification.permission : 'missing');
  const open = new Map<string, Notification>();
  return {
    permission,
    async ask() {
      if (isThere) permission.value = await Notification.requestPermission();
    },
    show(tag, title, body) {
      if (permission.value !== 'granted') return;
      try {
        // The same tag from several tabs is one notification.
        const notification = new Notification(title, { tag, body, requireInteraction: true, icon: '/bell.svg' });
        notification.onclick = () => window.focus();
        open.set(tag, notification);
      } catch {
        // Chrome on Android only lets a service worker notify; the ring on screen remains.
        permission.value = 'missing';
      }
    },
    close(tag) {
      open.get(tag)?.close();
      open.delete(tag);
    },
  };
}
