import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import '../style/access.css';

/** The frame of every page that stands before the console. */
export function Door({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="door">
      <div class="door-frame">
        <BellMark />
        <h1>{title}</h1>
        {children}
        <DoorLanguage />
      </div>
    </main>
  );
}

function DoorLanguage() {
  const { language } = useDesk();
  const other = language.code.value === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" class="link-button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => language.choose(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
