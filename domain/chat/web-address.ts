import { z } from 'zod';

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:/iu.test(text);

/** An address that a browser opens. */
export const WebAddress = z.string().refine(isWebUrl, 'is not a web address; write one that begins with https:// or http://');
