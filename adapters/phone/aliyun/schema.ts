import { z } from 'zod';

/** What every answer has; `Code` is `OK` when it was done. */
export const Answer = z.object({
  Code: z.string().optional(),
  Message: z.string().optional(),
  CallId: z.string().optional(),
  BizId: z.string().optional(),
  /** JSON as a text. */
  Data: z.string().optional(),
  SmsSendDetailDTOs: z
    .object({
      SmsSendDetailDTO: z.array(
        z.object({ OutId: z.string().optional(), SendStatus: z.number().optional(), ErrCode: z.string().optional() }),
      ),
    })
    .optional(),
});
export type Answer = z.output<typeof Answer>;

/** One of what is reported: of a call as it goes or at its end, of a text, or a text somebody sent. */
export const Reported = z.object({
  call_id: z.string().optional(),
  out_id: z.string().nullish(),
  status_code: z.coerce.string().optional(),
  dtmf: z.string().nullish(),
  biz_id: z.string().optional(),
  success: z.boolean().optional(),
  err_code: z.string().nullish(),
  phone_number: z.string().optional(),
  content: z.string().optional(),
  send_time: z.string().nullish(),
  sequence_id: z.coerce.string().optional(),
});
export type Reported = z.output<typeof Reported>;
