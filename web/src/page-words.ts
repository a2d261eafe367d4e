import { useDesk } from './desk.ts';

type Sentence = (...given: never[]) => string;
type Table = Record<string, { en: string; zh: string } | { en: Sentence; zh: Sentence }>;
type Arguments<W extends Table, K extends keyof W> = W[K]['en'] extends (...given: infer A) => string ? A : [];
export type Tell<W extends Table> = <K extends keyof W>(key: K, ...given: Arguments<W, K>) => string;

/** What only some pages say, fetched with them, in both languages; answers the hook that says it in the language of the moment. */
export function pageWords<W extends Table>(words: W): () => Tell<W> {
  return function useTell() {
    const code = useDesk().language.code.value;
    return (key, ...given) => {
      const word = words[key]?.[code] as string | Sentence;
      return typeof word === 'string' ? word : word(...(given as never[]));
    };
  };
}
