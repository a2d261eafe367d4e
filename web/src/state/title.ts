import { computed, effect, signal, type Signal } from '@preact/signals';

export type Title = {
  page: Signal<string>;
  /** What stands behind the page's name. */
  brand: Signal<string>;
  /** While set, the tab's title alternates with it. */
  call: Signal<string | null>;
};

export function createTitle(): Title {
  const page = signal('');
  const brand = signal('Tocsin');
  const call = signal<string | null>(null);
  const isOdd = signal(false);
  const text = computed(() => {
    const plain = page.value === '' ? brand.value : `${page.value} · ${brand.value}`;
    return call.value === null ? plain : isOdd.value ? plain : call.value;
  });
  effect(() => {
    document.title = text.value;
  });
  effect(() => {
    if (call.value === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => (isOdd.value = !isOdd.peek()), 1000);
    return () => {
      clearInterval(timer);
      isOdd.value = false;
    };
  });
  return { page, brand, call };
}
