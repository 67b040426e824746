"""What learners believe of the targets of Q-learning."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "q_targets",
    hint="The end of the game is ignored. After the last move nothing more is to be expected.",
)
def never_over(rewards, next_q, done, gamma):
    return rewards + gamma * next_q.max(axis=1)


@mistake(
    "q_targets",
    hint="What comes after the end is multiplied by 0. But 0 times nan is nan: choose, do not multiply.",
)
def times_zero(rewards, next_q, done, gamma):
    return rewards + gamma * next_q.max(axis=1) * (1 - done)


@mistake("q_targets", hint="`done` is read the wrong way round: it is True where the game is over.")
def done_turned(rewards, next_q, done, gamma):
    return np.where(done, rewards + gamma * next_q.max(axis=1), rewards)


@mistake(
    "q_targets",
    hint="The maximum is taken over the moments, or over everything. Each row has its own best move.",
)
def one_maximum(rewards, next_q, done, gamma):
    return np.where(done, rewards, rewards + gamma * next_q.max())


@mistake(
    "q_targets", hint="You take the mean of what the moves promise. The best one will be played."
)
def the_mean(rewards, next_q, done, gamma):
    return np.where(done, rewards, rewards + gamma * next_q.mean(axis=1))


@mistake("q_targets", hint="You take the *number* of the best move, not what it promises.")
def the_number(rewards, next_q, done, gamma):
    return np.where(done, rewards, rewards + gamma * next_q.argmax(axis=1))


@mistake(
    "q_targets", hint="The reward that just came is discounted too. Only what is still to come is."
)
def discounts_all(rewards, next_q, done, gamma):
    return np.where(done, rewards, gamma * (rewards + next_q.max(axis=1)))


@mistake("q_targets", hint="The discount is missing.")
def no_discount(rewards, next_q, done, gamma):
    return np.where(done, rewards, rewards + next_q.max(axis=1))


@mistake(
    "q_targets",
    hint="Where the game is over, your target is 0. The reward of the last move counts.",
)
def zero_at_the_end(rewards, next_q, done, gamma):
    return np.where(done, 0.0, rewards + gamma * next_q.max(axis=1))


@mistake("q_targets", hint="The targets are written into `rewards`, which belongs to the caller.")
def writes_into_rewards(rewards, next_q, done, gamma):
    rewards[~done] += gamma * next_q[~done].max(axis=1)
    return rewards


@variant("q_targets", "a loop over the moves")
def by_loop(rewards, next_q, done, gamma):
    found = []
    for r, q, over in zip(rewards, next_q, done):
        found.append(r if over else r + gamma * max(q))
    return np.array(found)


@variant("q_targets", "only where the game goes on")
def where_it_goes_on(rewards, next_q, done, gamma):
    out = rewards.copy()
    out[~done] += gamma * np.max(next_q[~done], axis=-1)
    return out
