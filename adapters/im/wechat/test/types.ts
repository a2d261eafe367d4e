import type { Bot, FileBoxes, Wechaty } from '../wechaty-of.ts';

/** The words that we have for the library are those of the library: this file is only compiled. */
export const isWechaty = async (): Promise<Wechaty> => import('wechaty');
export const isFileBox = async (): Promise<FileBoxes> => import('file-box');
export type { Bot };
