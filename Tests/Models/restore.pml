/*
 * A source that is restored to an earlier point and gives numbers out a second time (MESSAGING.md §5, Restore).
 *
 * models: Shared/Messaging/Consumer/Position.swift
 * models: Shared/Messaging/Engine/BatchDecisions.swift
 * models: Shared/Messaging/Log/LogLife.swift
 * models: Shared/Messaging/Operations/Operations+Restore.swift
 *
 * One key. The source writes 1..3 in one copy of its log (OLD), publishes some or all, is restored to RESTORED = 1 or 2,
 * and writes up to 4 in a new copy (NEW). Events of NEW say that it goes on after RESTORED of OLD. A consumer takes what
 * comes, a sweeper and a gap filler beside it, and an operator accepts the restored history. Once each: a message of OLD
 * comes again, a handler fails.
 */
#define OLD 1
#define NEW 2
#define LAST 4
#define set_property(property, condition) property = (condition); assert(property)

/* ---- Properties ---- */

/* An event takes effect at most once. */
hidden byte no_effect_twice = true;
/* What is taken for a duplicate of the restored history did take effect. */
hidden byte no_silent_loss = true;
/* An event of the restored history takes effect after all that come before it there. */
hidden byte history_order = true;
/* From the first event of another history until the operator has chosen, nothing of the key takes effect. */
hidden byte conflict_holds_key = true;
/* When nothing can happen any more, the whole restored history took effect. */
hidden byte nothing_lost = true;
/* ... and nothing stands in quarantine, and the key is not held. */
hidden byte no_key_stuck = true;

/* ---- Tables ---- */

byte last_sequence, seen_sequence;      /* position */
byte incarnation;                       /* position.incarnation; 0 is none */
bool held, conflicted;
bool superseded;                        /* position.superseded: OLD was left behind */

mtype = { none, waiting, parked, failed, conflict };
typedef Rows { mtype status[5] = none }
Rows quarantine[3];                     /* by incarnation and sequence */

/* ---- The world ---- */

byte written, restored;                 /* how far the source's log is; 0 before it was restored */
#define SLOTS 8
byte topic[SLOTS], copy[SLOTS], appended, offset;
typedef Effects { bool done[5] }
Effects effect[3];

byte failures = 1, repeats = 1;
#ifdef OPERATOR_DISCARDS
byte discards = 1;
#else
byte discards = 0;
#endif
bool laid_away[5];                      /* conflicts that the operator discarded */

hidden byte at, its, i;
hidden mtype row;

/* ---- Rules ---- */

/* Position.arrival */
#define is_same(c) (incarnation == 0 || incarnation == c)
#ifdef GOES_ON_UNASKED                 /* broken: what is next of another copy goes on, wherever that copy began */
#define goes_on(a, c) (c == NEW && a == last_sequence + 1)
#else
#define goes_on(a, c) (c == NEW && last_sequence <= restored && a > restored && (last_sequence == 0 || incarnation == OLD))
#endif
#ifdef NO_INCARNATION                   /* broken: a number is a number; what the restored source writes passes for duplicates */
#define is_duplicate(a, c) (a <= last_sequence)
#define is_conflict(a, c) false
#else
#define is_duplicate(a, c) ((c == OLD && superseded) || (is_same(c) && a <= last_sequence))
#define is_conflict(a, c) (!is_same(c) && !goes_on(a, c))
#endif
#define decides(a, c, itsRow) (!is_duplicate(a, c) && !is_conflict(a, c) && !conflicted && a == last_sequence + 1 \
    && !(held && itsRow != failed))

inline notice(a) {
    if
    :: a > seen_sequence -> seen_sequence = a
    :: else
    fi
}

inline take_effect(a, c) {
    set_property(no_effect_twice, !effect[c].done[a]);
    set_property(conflict_holds_key, !conflicted && quarantine[NEW].status[1] != conflict && quarantine[NEW].status[2] != conflict
        && quarantine[NEW].status[3] != conflict && quarantine[NEW].status[4] != conflict);
    if
    :: c == NEW ->
        for (i : 1 .. LAST) {
            if
            :: i < a -> set_property(history_order, (i <= restored -> effect[OLD].done[i] : effect[NEW].done[i] || laid_away[i]))
            :: else
            fi
        }
    :: else
    fi;
    effect[c].done[a] = true
}

/* BatchDecisions.message, under the position's lock. A message takes over a row of its own history only. */
inline receive(a, c, brought, how) {
    at = a; its = c;
    row = (brought != none -> brought : (quarantine[its].status[at] == waiting || quarantine[its].status[at] == parked
        -> quarantine[its].status[at] : none));
    if
    :: is_duplicate(at, its) ->
        set_property(no_silent_loss, its == OLD || at <= restored || effect[NEW].done[at] || laid_away[at]);
        if
        :: row != none -> quarantine[its].status[at] = none
        :: else
        fi
    :: is_conflict(at, its) ->
        /* §5: at or below the last, another incarnation: the key is held. */
        notice(at);
#ifndef CONFLICT_HOLDS_NOT              /* broken: the conflict is set aside and the key goes on */
        held = true;
#ifndef HELD_IS_ALL                     /* broken: no mark beside held, which the next message that succeeds takes off */
        conflicted = true;
#endif
#endif
#ifdef CONFLICT_KEEPS_STATUS           /* broken: a row that waited stays a waiting one, and the operator sees no conflict */
        if
        :: row == none -> quarantine[its].status[at] = conflict
        :: else
        fi
#else
        quarantine[its].status[at] = conflict
#endif
    :: else ->
        if
        :: decides(at, its, row) && how -> notice(at); held = true; quarantine[its].status[at] = failed
        :: decides(at, its, row) && !how ->
            take_effect(at, its);
            /* Position.finish */
            notice(at); last_sequence = at; held = false; quarantine[its].status[at] = none;
            if
            :: its == NEW && incarnation == OLD -> superseded = true
            :: else
            fi;
            incarnation = its
        :: !decides(at, its, row) ->
            notice(at);
            if
            :: quarantine[its].status[at] == none -> quarantine[its].status[at] = (held -> waiting : parked)
            :: else
            fi
        fi
    fi;
    skip
}

/* ---- Who acts ---- */

inline append(a, c) { topic[appended] = a; copy[appended] = c; appended++ }

#define life (restored == 0 -> OLD : NEW)
#define end_of_log (restored == 0 -> 3 : LAST)
proctype Source() {
    do
    :: d_step { written < end_of_log && appended < SLOTS -> written++; append(written, life) }
    :: d_step { restored == 0 && written >= 2 -> restored = 1; written = 1 }
    :: d_step { restored == 0 && written >= 2 -> restored = 2; written = 2 }
    /* The broker loses one of OLD that both copies have: it comes by way of the gap. */
    :: d_step { restored == 0 && written < 2 && repeats > 0 -> repeats--; written++ }
    :: d_step { restored > 0 && repeats > 0 && appended < SLOTS -> repeats--; append(2, OLD) }
    :: d_step { restored > 0 && repeats > 0 && appended < SLOTS -> repeats--; append(1, OLD) }
    od
}

#define decides_now(a, c, itsRow) decides(a, c, itsRow)
proctype Consumer() {
    do
    :: d_step { offset < appended -> receive(topic[offset], copy[offset], none, false); offset++ }
    :: d_step {
        offset < appended && failures > 0 && decides(topic[offset], copy[offset], none) ->
        failures--; receive(topic[offset], copy[offset], none, true); offset++
    }
    od
}

/* QuarantineStore.runnable */
#define is_waiting(a, c) (quarantine[c].status[a] == waiting || quarantine[c].status[a] == parked)
#define place(a) (is_waiting(1, OLD) + is_waiting(1, NEW) \
    + (2 <= a && is_waiting(2, OLD)) + (2 <= a && is_waiting(2, NEW)) \
    + (3 <= a && is_waiting(3, OLD)) + (3 <= a && is_waiting(3, NEW)) + (4 <= a && is_waiting(4, NEW)))
/* (One that would only be found to wait still is not brought back here.) */
#define is_runnable(a, c) ((quarantine[c].status[a] == failed && !conflicted) || (is_waiting(a, c) && !held \
    && a <= last_sequence + place(a) && (a <= last_sequence + 1 || is_duplicate(a, c) || is_conflict(a, c))))
inline bring_back(a, c) { receive(a, c, quarantine[c].status[a], false) }
proctype Sweeper() {
    do
    :: d_step { is_runnable(1, OLD) -> bring_back(1, OLD) }
    :: d_step { is_runnable(2, OLD) -> bring_back(2, OLD) }
    :: d_step { is_runnable(3, OLD) -> bring_back(3, OLD) }
    :: d_step { is_runnable(2, NEW) -> bring_back(2, NEW) }
    :: d_step { is_runnable(3, NEW) -> bring_back(3, NEW) }
    :: d_step { is_runnable(4, NEW) -> bring_back(4, NEW) }
    od
}

/* §5: the source supplies what it has now. */
#define next (last_sequence + 1)
#define stands(a, c) (quarantine[c].status[a] != none && quarantine[c].status[a] != conflict)
proctype GapFiller() {
    do
    :: d_step {
        seen_sequence > last_sequence && !held && next <= written && !stands(next, OLD) && !stands(next, NEW) ->
        receive(next, (restored > 0 && next > restored -> NEW : OLD), none, false)
    }
    od
}

#define is_conflicting(a) (quarantine[NEW].status[a] == conflict)
#define has_conflict (is_conflicting(1) || is_conflicting(2) || is_conflicting(3) || is_conflicting(4))
#define highest(c) (quarantine[c].status[4] != none -> 4 : (quarantine[c].status[3] != none -> 3 : \
    (quarantine[c].status[2] != none -> 2 : (quarantine[c].status[1] != none -> 1 : 0))))
proctype Operator() {
    do
#ifndef NO_ACCEPT                       /* broken: nobody can choose */
    /* §5: in one transaction last_sequence goes back to the restore point, the incarnation is replaced, held rows run. */
    :: d_step {
        has_conflict ->
#if defined(ACCEPT_STAYS)               /* broken: the incarnation is replaced, but the position does not go back */
        skip;
#elif defined(ACCEPT_BEGINS)            /* broken: the position goes back to the beginning instead of to what both have */
        last_sequence = 0;
#else
        last_sequence = (last_sequence < restored -> last_sequence : restored);
#endif
        incarnation = (last_sequence < restored -> OLD : NEW);
        superseded = (incarnation == NEW);
        held = false; conflicted = false;
        for (i : 1 .. LAST) {
            if
#ifdef ACCEPT_DROPS                     /* broken: the conflicts are laid away with the choice, instead of run */
            :: quarantine[NEW].status[i] == conflict -> quarantine[NEW].status[i] = none
#else
            :: quarantine[NEW].status[i] == conflict -> quarantine[NEW].status[i] = parked
#endif
            :: else
            fi;
#ifndef ACCEPT_KEEPS_OLD                /* broken: rows of the history that was given up still run */
            if
            :: i > restored -> quarantine[OLD].status[i] = none
            :: else
            fi;
#endif
            if
            :: quarantine[OLD].status[i] == failed || quarantine[NEW].status[i] == failed -> held = true
            :: else
            fi
        }
        seen_sequence = (highest(OLD) > highest(NEW) -> highest(OLD) : highest(NEW));
        notice(last_sequence)
    }
#endif
    /* ... or lays the other history's messages away: the key goes on as it was. */
    :: d_step {
        discards > 0 && has_conflict ->
        discards--; held = false; conflicted = false;
        for (i : 1 .. LAST) {
            if
            :: quarantine[NEW].status[i] == conflict -> quarantine[NEW].status[i] = none; laid_away[i] = true
            :: else
            fi;
            if
            :: quarantine[OLD].status[i] == failed || quarantine[NEW].status[i] == failed -> held = true
            :: else
            fi
        }
        i = 0
    }
    od
}

#define is_done(a) ((a <= restored && effect[OLD].done[a]) || (a > restored && (effect[NEW].done[a] || laid_away[a])))
proctype Quiet() {
    end: timeout -> d_step {
        set_property(no_key_stuck, !held && highest(OLD) == 0 && highest(NEW) == 0);
        set_property(nothing_lost, restored == 0 || (is_done(1) && is_done(2) && is_done(3) && is_done(4)))
    }
}

init { atomic { run Source(); run Consumer(); run Sweeper(); run GapFiller(); run Operator(); run Quiet() } }
