import { pageWords } from '../page-words.ts';

const useTell = pageWords({
  story: { en: 'Export as Markdown', zh: '导出 Markdown' },
  withChat: { en: 'with the chat', zh: '含聊天记录' },
});

/** The story of an incident as a file, without and with what was said in its room. */
export function ExportLinks({ number }: { number: string }) {
  const tell = useTell();
  const file = `/api/v1/incidents/${encodeURIComponent(number)}/export.md`;
  return (
    <span class="export-links">
      <a href={file} download>
        {tell('story')}
      </a>{' '}
      <a href={`${file}?chat=1`} download>
        {tell('withChat')}
      </a>
    </span>
  );
}
