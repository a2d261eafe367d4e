import { useDesk } from '../desk.ts';

/** Counts as people read them: 12,345. */
export function useCount(): (n: number) => string {
  const code = useDesk().language.code.value;
  return (n) => n.toLocaleString(code === 'zh' ? 'zh-CN' : 'en');
}
