/**
 * Top-level domains of the public DNS: those of countries, and the generic ones that people also use as names of hosts and
 * of private networks (IANA's root zone, November 2026).
 */
const PUBLIC: ReadonlySet<string> = new Set(
  `ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg
  ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi
  gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky
  kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl
  no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr
  ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za
  zm zw
  academy agency app art bar beer bike biz blog bot box build cab cafe cam camp center chat city cloud club codes coffee
  com computer cool date day dev digital dog edu email energy engineering expert express farm fun game games gov green
  group guide guru host hosting house inc info ink int kitchen land law legal link live love market media men mil mobi
  moe monster name net network news ninja one online onl org page party plus post pro pub red rest run science search
  security services shop show site social software solutions space storage store stream studio support systems
  team tech technology tools top training tube video website wiki win work works world xyz zip zone`.split(/\s+/),
);

/** Whether names below a label are somebody's in the public DNS. */
export const isPublicTop = (label: string): boolean => PUBLIC.has(label);
