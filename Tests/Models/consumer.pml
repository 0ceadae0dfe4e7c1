/*
 * A consumer of one key: positions, quarantine, gaps, redrive and discard (MESSAGING.md §4, §5, §6).
 *
 * models: Shared/Messaging/Consumer/Position.swift
 * models: Shared/Messaging/Consumer/Consumer.swift
 * models: Shared/Messaging/Engine/BatchDecisions.swift
 * models: Shared/Messaging/Quarantine/QuarantineStore.swift
 * models: Shared/Messaging/Quarantine/Sweeper.swift
 * models: Shared/Messaging/Operations/Operations+Quarantine.swift
 * models: Shared/Messaging/Replay/ReplayKind.swift
 *
 * Three messages of one key on one partition, read by two instances of one group, one of which may be a zombie that has
 * lost the partition; a sweeper, a gap filler and an operator beside them. Each transaction locks the position first, so
 * it is one step; whatever is read without that lock is read in a step of its own.
 * Once each: a message comes again, a handler fails, a handler refuses, an instance is killed; the operator discards
 * once; the partition changes hands twice. BROKER_ERRS: the broker loses a message or brings two in the wrong order, and
 * a row is beyond the caps.
 *
 * Left out: `inbox`, which decides nothing where there is a sequence (it is there for the variants that are broken by
 * asking it), and restored sources (restore.pml).
 */
#define MESSAGES 3
#define each(P) (P(1) || P(2) || P(3))
#define set_property(property, condition) property = (condition); assert(property)

/* ---- Properties. Hidden: they are asserted where they are set, and no part of the state. ---- */

/* A message takes effect at most once. */
hidden byte no_effect_twice = true;
/* Messages of one key take effect in the order of their sequence. */
hidden byte key_order = true;
/* What the operator laid away takes no effect any more. */
hidden byte no_effect_after_discard = true;
/* What was refused, and answered so, takes no effect any more. */
hidden byte no_effect_after_refusal = true;
/* A message that comes again is never taken for a conflict of histories. */
hidden byte no_false_conflict = true;
/* When nothing can happen any more, nothing stands in quarantine and the key is not held. */
hidden byte no_key_stuck = true;
/* ... and each published message was handled, refused or discarded. */
hidden byte nothing_lost = true;
/* ... and mail went out for each message that took effect, unless an earlier effect had sent it. */
hidden byte everyone_told = true;
/* Mail goes out at most once, also when the consumer is rebuilt. */
hidden byte no_mail_twice = true;

/* ---- Tables ---- */

bool known;                             /* position: the row exists */
byte last_sequence, seen_sequence, effects_to;
bool held;

mtype = { none, waiting, parked, failed, discarded };
mtype quarantine[4] = none;             /* the status of the open row of a sequence; refused and resolved rows do nothing, but */
bool passed_over[4];                    /* that one was laid away and its number taken is kept */

#if defined(INBOX_DECIDES) || defined(INBOX_ON_PARKING) || defined(INBOX_FORGETS)
#define INBOX
bool inbox[4];
byte purges = 1;
#endif

/* ---- The world ---- */

mtype = { open, handled, refused, laid_away };
mtype outcome[4] = open;
bool effect[4], mail[4];
byte highest;                           /* the highest sequence that took effect */

#define SLOTS 7
byte topic[SLOTS], appended;            /* the partition: sequences by offset */
byte published;                         /* how far the source's log has been published */
byte group_offset, owner;

typedef Instance { bool assigned; byte offset; byte message; bool decided }
Instance instance[2];

mtype swept[4] = none;                  /* Sweeper.bringBack: the rows that it read, with their status then */
byte supplied;                          /* Sweeper.fillGaps: what the source answered */

#ifdef REPLAY_FLAG
bool copied[SLOTS];                     /* the message's header says that it is a replay */
byte replays = 2;
#endif
#ifdef ASK_ONCE
byte asked;
byte lost_asks = 1;
#endif
#ifdef PAUSE_AT_CAP
byte answers = 3;
#endif

/* ---- What may still go wrong ---- */

#if defined(BROKER_ERRS)
byte repeats = 0, failures = 1, crashes = 0, rebalances = 1;
#elif defined(REBUILD)
byte repeats = 1, failures = 1, crashes = 1, rebalances = 1;
#else
byte repeats = 1, failures = 1, crashes = 1, rebalances = 2;
#endif
#ifdef REBUILD
byte rebuilds = 1, refusals = 0, discards = 1;
#else
byte refusals = 1, discards = 1;
#endif
#ifdef BROKER_ERRS
byte losses = 1, drops = 1;
#else
byte losses = 0, drops = 0;
#endif
#ifdef EXPIRES_UNRESOLVED
byte expiries = 1;
#endif

hidden byte m, at;
hidden mtype row;

/* ---- Rules ---- */

/* BatchDecisions: a message that comes again by another way takes over its open row, by the status that the row has under
 * the lock. (A failed one waits for its own time.) */
#define takes_over(a) (quarantine[a] == waiting || quarantine[a] == parked || quarantine[a] == discarded)
#ifdef REBUILD_FORGETS_DISCARD          /* broken: what was laid away is handled when the consumer is given everything again */
#define its_row(a, brought) (brought != none -> brought : (takes_over(a) -> quarantine[a] : none))
#else
#define its_row(a, brought) (brought != none -> brought : (passed_over[a] -> discarded : (takes_over(a) -> quarantine[a] : none)))
#endif
/* What the sweeper brings is looked at again under the lock: if its row was settled, tried or laid away since it was read,
 * it is read anew. */
#ifdef ROW_AS_READ                      /* broken: the row counts as it was when it was read, without the lock */
#define is_stale(a, brought) false
#else
#define is_stale(a, brought) (brought != none && brought != quarantine[a])
#endif

/* §5, Position.arrival: what an arriving sequence means. */
#define is_next(a) (a == last_sequence + 1)
#if defined(BASELINE)                   /* broken: what is seen first counts as where the key begins */
#define is_duplicate(a) (known && a <= last_sequence)
#define decides(a, itsRow) ((!known && !held) || (is_next(a) && itsRow != discarded && !(held && itsRow != failed)))
#elif defined(INBOX_FORGETS)              /* broken: what is at or below the position is handled again once the inbox has forgotten it */
#define is_duplicate(a) (inbox[a])
#define decides(a, itsRow) (!inbox[a] && (a <= last_sequence || is_next(a)) && itsRow != discarded && !(held && itsRow != failed))
#elif defined(INBOX_ON_PARKING)         /* broken: parking writes the inbox row, so what was parked counts as done */
#define is_duplicate(a) (a <= last_sequence || inbox[a])
#define decides(a, itsRow) (!inbox[a] && is_next(a) && itsRow != discarded && !(held && itsRow != failed))
#elif defined(DEAD_LETTER)              /* broken: a failed message is set aside and its key goes on; later it is driven again by its id */
#define is_duplicate(a) (a <= last_sequence && quarantine[a] != failed)
#define decides(a, itsRow) (quarantine[a] == failed || (is_next(a) && itsRow != discarded))
#else
#define is_duplicate(a) (a <= last_sequence)
#define decides(a, itsRow) (is_next(a) && itsRow != discarded && !(held && itsRow != failed))
#endif
#define is_passed_over(a, itsRow) (is_next(a) && itsRow == discarded)

inline notice(a) {
    known = true;
    if
    :: a > seen_sequence -> seen_sequence = a
    :: else
    fi
}

/* §5: handled, refused, discarded and skipped all set last_sequence, in the deciding transaction. */
inline finish(a) {
    notice(a);
    last_sequence = a; held = false; quarantine[a] = none;
#ifdef INBOX
    inbox[a] = true
#endif
}

inline take_effect(a, isMuted) {
    set_property(no_effect_twice, !effect[a]);
    set_property(key_order, a > highest);
    set_property(no_effect_after_discard, outcome[a] != laid_away);
    set_property(no_effect_after_refusal, outcome[a] != refused);
    effect[a] = true; highest = a; outcome[a] = handled;
    if
    :: isMuted -> skip
    :: else -> set_property(no_mail_twice, !mail[a]); mail[a] = true
    fi
}
/* §5, Rebuild: outgoing work is muted by number, not by a header. */
#ifdef REPLAY_FLAG                      /* broken: a copy that says it is a replay sends nothing, also when it comes first */
#define muted(isCopy) (isCopy)
#elif defined(NOT_MUTED)                /* broken: a rebuild sends everything again */
#define muted(isCopy) false
#else
#define muted(isCopy) (at <= effects_to)
#endif

#define HANDLES 0
#define FAILS 1
#define REFUSES 2
#define DROPS 3

/* BatchDecisions.message: one transaction, the position locked first. `brought` is the status that the sweeper read of
 * its row, or none; `how` is what the handler does, should it be asked. */
inline receive(a, brought, how, isCopy) {
    at = a; row = its_row(at, brought);
    if
    :: is_stale(at, brought) -> skip
    :: !is_stale(at, brought) && is_duplicate(at) ->
#ifdef INBOX_DECIDES                    /* broken: an id that the inbox no longer knows is taken for another history's */
        set_property(no_false_conflict, inbox[at]);
#endif
        /* Its row, wherever it came from, is resolved. */
        if
        :: row != none -> quarantine[at] = none
        :: else
        fi
    :: !is_stale(at, brought) && !is_duplicate(at) ->
        if
        :: decides(at, row) && how == FAILS ->
            /* §6: failed holds the key. */
            notice(at);
#ifdef DEAD_LETTER
            last_sequence = (at > last_sequence -> at : last_sequence);
#else
            held = true;
#endif
#ifndef CAP_DROPS_HEAD                  /* broken: beyond the caps the failed head's row is dropped like any other */
            quarantine[at] = failed
#endif
        :: decides(at, row) && how == REFUSES ->
            outcome[at] = refused;
#ifdef REFUSED_STAYS                    /* broken: a refusal does not take its number */
            notice(at)
#else
            finish(at)
#endif
        :: decides(at, row) && how != FAILS && how != REFUSES ->
            take_effect(at, muted(isCopy)); finish(at)
        :: is_passed_over(at, row) -> passed_over[at] = true; finish(at)
        :: !decides(at, row) && !is_passed_over(at, row) ->
            /* §5: park, or wait behind what is held; raise seen_sequence. */
            notice(at);
            if
            :: row == none && quarantine[at] == none && how != DROPS -> quarantine[at] = (held -> waiting : parked)
            /* §6: beyond the caps the body is dropped; seen_sequence still knows of it. */
            :: else
            fi;
#ifdef INBOX_ON_PARKING
            inbox[at] = true;
#endif
#ifdef ASK_ONCE
            asked = last_sequence + 1
#endif
        fi
    fi;
    skip
}

/* ---- Who acts ---- */

inline append(a, isCopy) {
    topic[appended] = a;
#ifdef REPLAY_FLAG
    copied[appended] = isCopy;
#endif
    appended++
}

proctype Source() {
    do
    :: d_step { published < MESSAGES && appended < SLOTS -> published++; append(published, false) }
    /* An old leader's duplicates. */
    :: d_step { published > 0 && repeats > 0 && appended < SLOTS -> repeats--; append(published, false) }
    :: d_step { published > 1 && repeats > 0 && appended < SLOTS -> repeats--; append(published - 1, false) }
    /* §5: the broker loses a message that is not the last of its key. */
    :: d_step { losses > 0 && published + 1 < MESSAGES -> losses--; published++ }
    /* §2: the broker refused one whose follower was on its way. */
    :: d_step {
        losses > 0 && published + 2 <= MESSAGES && appended + 1 < SLOTS ->
        losses--; append(published + 2, false); append(published + 1, false); published = published + 2
    }
#ifdef REPLAY_FLAG
    :: d_step { published > 0 && replays > 0 && appended < SLOTS -> replays--; append(published, true) }
    :: d_step {
        published < MESSAGES && replays > 0 && appended + 1 < SLOTS ->
        replays--; published++; append(published, true); append(published, false)
    }
#endif
    od
}

#define my instance[i]
#ifdef REPLAY_FLAG
#define its_flag copied[my.offset]
#else
#define its_flag false
#endif
#define stands(a) (quarantine[a] != none)
#ifdef PAUSE_AT_CAP                     /* broken: at the cap the partition pauses, while the gap's answer would come over it */
#define is_paused (stands(1) + stands(2) + stands(3) >= 2)
#else
#define is_paused false
#endif
#define decides_now(a, brought) (!is_stale(a, brought) && !is_duplicate(a) && decides(a, its_row(a, brought)))
#define sets_aside(a) (!is_duplicate(a) && !decides(a, its_row(a, none)) && !is_passed_over(a, its_row(a, none)) && quarantine[a] == none)

/* §4: the offset is stored after the commit; a revoked partition's messages may still be decided, but not committed. */
proctype Consumer(byte i) {
    do
    :: d_step { owner == i && !my.assigned -> my.assigned = true; my.offset = group_offset }
    :: d_step {
        my.assigned && my.message == 0 && my.offset < appended && !is_paused -> my.message = topic[my.offset]
    }
    :: d_step { my.message > 0 && !my.decided -> receive(my.message, none, HANDLES, its_flag); my.decided = true }
    :: d_step {
        failures > 0 && my.message > 0 && !my.decided && decides_now(my.message, none) ->
        failures--; receive(my.message, none, FAILS, its_flag); my.decided = true
    }
    :: d_step {
        refusals > 0 && my.message > 0 && !my.decided && decides_now(my.message, none) ->
        refusals--; receive(my.message, none, REFUSES, its_flag); my.decided = true
    }
    :: d_step {
        drops > 0 && my.message > 0 && !my.decided && sets_aside(my.message) ->
        drops--; receive(my.message, none, DROPS, its_flag); my.decided = true
    }
    :: d_step {
        my.decided ->
        my.offset++; my.message = 0; my.decided = false;
        if
        :: owner == i && my.offset > group_offset -> group_offset = my.offset
        :: else
        fi
    }
    :: d_step { crashes > 0 && my.message > 0 -> crashes--; my.assigned = false; my.message = 0; my.decided = false; my.offset = 0 }
    :: d_step { owner != i && my.assigned && my.message == 0 -> my.assigned = false; my.offset = 0 }
    od
}

/* QuarantineStore.runnable: of a key that is not held the unbroken run from its next number on, and the failed row when
 * its time has come or somebody drives it again. */
#define is_waiting(a) (quarantine[a] == waiting || quarantine[a] == parked || quarantine[a] == discarded)
#define place(a) ((is_waiting(1) && 1 <= a) + (is_waiting(2) && 2 <= a) + (is_waiting(3) && 3 <= a))
#define is_runnable(a) (quarantine[a] == failed || (is_waiting(a) && !held && a <= last_sequence + place(a)))
#define is_swept(a) (swept[a] != none)
#define first_swept (swept[1] != none -> 1 : (swept[2] != none -> 2 : 3))

/* §6: what was set aside comes back in order, in transactions of its own. */
proctype Sweeper() {
    do
    :: d_step {
        !each(is_swept) && each(is_runnable) ->
        for (m : 1 .. MESSAGES) {
            if
            :: is_runnable(m) -> swept[m] = quarantine[m]
            :: else
            fi
        };
        m = 0
    }
    :: d_step { each(is_swept) -> m = first_swept; receive(m, swept[m], HANDLES, false); swept[m] = none }
    :: d_step {
        failures > 0 && each(is_swept) && decides_now(first_swept, swept[first_swept]) ->
        failures--; m = first_swept; receive(m, swept[m], FAILS, false); swept[m] = none
    }
    od
}

/* §5: gaps are pulled: while more is seen than done and no row stands at the next number, the source is asked, and what it
 * answers is ordinary delivery. Nothing else remembers the wish. */
#define has_gap (seen_sequence > last_sequence && !held && last_sequence < MESSAGES \
    && quarantine[last_sequence + 1] == none && last_sequence + 1 <= published)
proctype GapFiller() {
    do
#if defined(ASK_ONCE)                   /* broken: the wish is sent once, by whoever parks, and may be lost */
    :: d_step { asked > 0 && supplied == 0 -> supplied = asked; asked = 0 }
    :: d_step { asked > 0 && lost_asks > 0 -> lost_asks--; asked = 0 }
#elif defined(PAUSE_AT_CAP)
    :: d_step { has_gap && answers > 0 && appended < SLOTS -> answers--; append(last_sequence + 1, false) }
#else
    :: d_step { has_gap && supplied == 0 -> supplied = last_sequence + 1 }
#endif
    :: d_step { supplied > 0 -> receive(supplied, none, HANDLES, false); supplied = 0 }
    :: d_step {
        failures > 0 && supplied > 0 && decides_now(supplied, none) ->
        failures--; receive(supplied, none, FAILS, false); supplied = 0
    }
    od
}

/* §6: a discard locks the position: at the head it takes the number and releases the next; further back the row stays as
 * discarded and is passed over in its turn. */
#define may_discard(a) (discards > 0 && (quarantine[a] == failed || quarantine[a] == waiting || quarantine[a] == parked))
inline discard(a) {
    discards--; outcome[a] = laid_away;
    if
    :: is_next(a) ->
#ifdef DISCARD_STAYS                    /* broken: the row goes, but its number is not taken */
        quarantine[a] = none; held = false
#else
        passed_over[a] = true; finish(a)
#endif
    :: else ->
#ifdef DISCARD_DELETES                  /* broken: a row that waits further back is deleted, and its number comes again as a gap */
        quarantine[a] = none
#else
        quarantine[a] = discarded
#endif
    fi
}
proctype Operator() {
    do
    :: d_step { may_discard(1) -> discard(1) }
    :: d_step { may_discard(2) -> discard(2) }
    :: d_step { may_discard(3) -> discard(3) }
#ifdef REBUILD
    /* §5, Rebuild: the consumer is given everything again, and sends nothing again. */
    :: d_step {
        rebuilds > 0 && last_sequence > 0 ->
        rebuilds--;
        if
        :: last_sequence > effects_to -> effects_to = last_sequence
        :: else
        fi;
        last_sequence = 0; held = false; highest = 0;
        for (m : 1 .. MESSAGES) { effect[m] = false };
        m = 0
    }
#endif
    od
}

proctype World() {
    do
    :: d_step { rebalances > 0 -> rebalances--; owner = 1 - owner }
#ifdef INBOX
    /* §5: the inbox is kept 14 days. */
    :: d_step {
        purges > 0 && last_sequence > 0 ->
        purges--;
        for (m : 1 .. MESSAGES) { inbox[m] = false };
        m = 0
    }
#endif
#ifdef EXPIRES_UNRESOLVED               /* broken: the 14 days of a quarantine row start before it is resolved */
    :: d_step {
        expiries > 0 && each(stands) ->
        expiries--;
        for (m : 1 .. MESSAGES) { quarantine[m] = none };
        m = 0
    }
#endif
    od
}

#define is_open(a) (outcome[a] == open)
#define is_untold(a) (outcome[a] == handled && !mail[a])
proctype Quiet() {
    end: timeout -> d_step {
        set_property(no_key_stuck, !each(stands) && !held);
        set_property(nothing_lost, published == MESSAGES && !each(is_open));
        set_property(everyone_told, !each(is_untold))
    }
}

init {
    atomic {
        run Source(); run Consumer(0); run Consumer(1); run Sweeper(); run GapFiller(); run Operator(); run World();
        run Quiet()
    }
}
