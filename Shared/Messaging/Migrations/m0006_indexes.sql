-- An aggregate's terms are found by `term_aggregate`, which also has those that were cancelled: few of one aggregate.
drop index term_running;
