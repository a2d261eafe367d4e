import { randomBytes } from 'node:crypto';

/** A piece of a canvas: a heading, a paragraph, a list or a table, with an id that stays while it is there. */
export interface Section {
  readonly id: string;
  readonly markdown: string;
}

export interface Change {
  readonly operation: string;
  readonly section_id?: string;
  readonly document_content?: { readonly type: string; readonly markdown: string };
  readonly title_content?: { readonly type: string; readonly markdown: string };
}

/** A document of markdown, changed piece by piece. */
export class Canvas {
  readonly id: string;
  title: string;
  sections: Section[];

  constructor(id: string, { title, markdown }: { title: string; markdown: string }) {
    this.id = id;
    this.title = title;
    this.sections = sectionsOf(markdown);
  }

  get markdown(): string {
    return this.sections.map(({ markdown }) => markdown).join('\n\n');
  }

  /** Answers why it cannot be done, or null. */
  change({ operation, section_id, document_content, title_content }: Change): string | null {
    const at = this.sections.findIndex(({ id }) => id === section_id);
    const pieces = sectionsOf(document_content?.markdown ?? '');
    if (operation === 'rename') this.title = title_content?.markdown ?? '';
    else if (operation === 'insert_at_start') this.sections.unshift(...pieces);
    else if (operation === 'insert_at_end') this.sections.push(...pieces);
    else if (operation === 'replace' && section_id === undefined) this.sections = pieces;
    else if (at < 0) return `section ${section_id ?? ''} not found`;
    else if (operation === 'insert_before') this.sections.splice(at, 0, ...pieces);
    else if (operation === 'insert_after') this.sections.splice(at + 1, 0, ...pieces);
    else if (operation === 'replace') this.sections.splice(at, 1, ...pieces);
    else if (operation === 'delete') this.sections.splice(at, 1);
    else return `unknown operation ${operation}`;
    return null;
  }

  /** Sections of one of these kinds (`any_header`, `h1` … `h3`) that contain the text. */
  find({ section_types, contains_text }: { section_types?: readonly string[]; contains_text?: string }): Section[] {
    return this.sections.filter(({ markdown }) => {
      const level = /^(#{1,3}) /u.exec(markdown)?.[1]?.length;
      const isKind =
        !section_types || (level !== undefined && (section_types.includes('any_header') || section_types.includes(`h${level}`)));
      return isKind && markdown.includes(contains_text ?? '');
    });
  }
}

/** Headings stand alone; the rest is cut at empty lines. */
function sectionsOf(markdown: string): Section[] {
  return markdown
    .split(/\n{2,}|(?<=^#{1,6} .*)\n|\n(?=#{1,6} )/mu)
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => ({ id: `temp:C:${randomBytes(12).toString('hex')}`, markdown: each }));
}
