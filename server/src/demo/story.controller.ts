import { Body, Controller, Inject } from '@nestjs/common';
import { routes, type Story, type StoryInput } from '@rollcall/shared';
import { weekMs } from '../clock/time.js';
import { refuse } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import { StoryStore } from './story.store.js';

/** PUT /api/v1/story, in the demo's workspace. */
@Controller()
export class StoryController {
  constructor(@Inject(StoryStore) private readonly stories: StoryStore) {}

  @Handles(routes.putStory)
  declare(@Body(new ZodBody(routes.putStory.body)) story: StoryInput): Promise<Story> {
    if (!this.stories.tells) {
      refuse({
        code: 'not_found',
        detail: 'stories are told in the demo workspace only',
        remedy: 'start with ROLLCALL_DEMO=<scenario>, and send it to /demo/api/v1/story',
      });
    }
    if (story.everyMs < story.lengthMs || story.everyMs % weekMs !== 0) {
      refuse({
        code: 'invalid',
        detail: 'a telling has to begin whole weeks after the one before, and after its end',
        field: 'everyMs',
        remedy: `send a multiple of ${weekMs} that is no less than lengthMs`,
      });
    }
    return this.stories.declare(story, Date.now());
  }
}
