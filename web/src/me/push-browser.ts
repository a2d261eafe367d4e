/** Why this browser cannot be written to: it has no push here (an old one, or no https), or its owner said no. */
export type NoPush = 'unsupported' | 'denied';

const isAble = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Asks the browser for a subscription under our key. Throws what the browser throws when its push service cannot be reached. */
export async function subscribe(key: string): Promise<PushSubscriptionJSON | NoPush> {
  if (!isAble()) return 'unsupported';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  await navigator.serviceWorker.register('/push-worker.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made for another Tocsin at this address would be refused.
  await (await pushManager.getSubscription())?.unsubscribe();
  return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
}

/** The id under which this browser is registered; null: it has none. */
export async function idHere(): Promise<string | null> {
  if (!isAble()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/');
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint)));
  return btoa(String.fromCodePoint(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 22);
}

/** Gives the subscription back, so that nothing more comes. */
export async function unsubscribe(): Promise<void> {
  const registration = isAble() ? await navigator.serviceWorker.getRegistration('/') : undefined;
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
