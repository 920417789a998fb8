META
key;value
description;Hand-written: odd in every way the rules allow
country;Nowhere
budget;464
vote_type;ordinal
max_length;3
PROJECTS
project_id;cost;votes;name;category
none;60;0;Nobody chose it but it costs a tenth;parks
local;30;1;One place only, and cheap;parks
b-tie;200;4;Ties with a-tie and costs the same;parks
a-tie;200;4;Ties with b-tie and costs the same;parks
cheap-tie;150;4;Ties with both and costs less;parks
alone;194;3;The only one of its area;bridges
big;540;2;Costs nearly everything;roads
r1;120;2;Road one;roads
r2;33;2;Road two;roads
r3;30;2;Road three;roads
r4;31;2;Road four;roads
r5;20;2;Road five;roads
last;15;2;Cheap, and sent back once;roads
mid;55;2;Fits into tertial report two;roads
VOTES
voter_id;vote;neighborhood
1;b-tie,a-tie,cheap-tie;North
2;cheap-tie,b-tie,a-tie;South
3;a-tie,cheap-tie,b-tie;East
4;alone,r1,r2;North
5;alone,r3,r4;South
6;r5,big,last;East
7;big,r5,mid;North
8;last,r1,r3;South
9;mid,r2,r4;East
10;local;North
11;;West
12;;West
13;none;
