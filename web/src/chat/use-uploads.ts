import { useMemo } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Uploads } from './uploads.ts';
import { useTell } from './words.ts';

/** Files of one composer. */
export function useUploads(room: string): Uploads {
  const { language } = useDesk();
  const tell = useTell();
  return useMemo(() => {
    const words = () => ({
      tooLarge: tell('tooLargeFile'),
      failed: tell('uploadFailed'),
      unreachable: language.say('unreachable'),
      language: language.code.peek() === 'zh' ? 'zh-CN' : 'en',
    });
    return new Uploads(room, words);
  }, [room]);
}
