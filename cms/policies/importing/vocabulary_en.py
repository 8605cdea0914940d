"""English cues."""

import re

from cms.policies.importing.cues import Cue, Vocabulary, any_of

_BEFORE = r"(?:before|prior to|ahead of|until|till|unless|in advance of|by the time|not\b[^.;]{0,30}\bbefore)"
_PUBLISH = (
    r"(?:publish\w*|publication|posting|posted|uploading (?:it|this|the (?:text|policy|page))|making (?:it"
    r"|this|the \w+) public)"
)
_LAUNCH = (
    r"(?:launch\w*|go(?:es|ing)?[- ]live|(?:is|are|being|put|putting|made|making) (?:\w+ ){0,3}(?:live"
    r"|online)|deploy\w*"
    r"|roll(?:ing)?[- ]?out|go(?:es|ing)? (?:online|public|into production|to production)|(?:public |site "
    r"|first |production )release|(?:(?<=before )|(?<=prior to ))release\b"
    r"|releas(?:e|ing) (?:this|the (?:text|policy|page|site|document))|in(?:to)? production|go-live|opening "
    r"(?:the )?(?:shop|store|site)|(?:shop|store|site|business)\w* opens?|put(?:s|ting)? (?:it|this|the"
    r"|these)\s(?:\w+ ){0,2}(?:on|up|out)"
    r"|go(?:es|ing)? (?:up|out)\b|(?:is|becomes?) (?:visible|accessible|available) (?:to|on)|(?:reach"
    r"|hit)(?:es)? (?:the public|customers|readers|the site)"
    r"|customers? (?:can )?(?:see|read)s?)"
)
_CONTENT = (
    r"(?:reviews?|photo\w*|pictures?|images?|ratings?|feedback|videos?|testimonials?|questions?|orders?"
    r"|(?<!this )comments?)"
)
_DRAFTING = (
    r"(?:review|replace|update|insert|confirm|verify|check|double-check|cross-check|complete|fill (?:in"
    r"|out)|fill|adapt|adjust"
    r"|amend|delete|remove|specify|add|list|agree|consult|translate|choose|select|pick|align|rewrite"
    r"|re-?word|customi[sz]e|tailor"
    r"|edit|attach|link|proofread|ensure|make (?:sure|certain)|have|get|obtain|ask|seek|provide|state|enter"
    r"|substitute|swap|change"
    r"|set|put|supply|include|reconcile|revise|finali[sz]e|correct|run|send|use|do not|don't|never|remember"
    r"|keep|mention|describe"
    r"|name|decide|determine|strike|cut|drop|modify|locali[sz]e|test|audit|assess|examine|inspect|look|go "
    r"(?:through|over)|walk through"
    r"|bring|match|compare|validate|sign|write|show|give|let|call|talk|speak|work|point|turn|switch"
    r"|overwrite|hand|pass|clear"
    r"|re-?check|revisit|refresh|publish|see that|take out|leave out|hold|wait|note that|mind|conclude"
    r"|engage|hire|involve|map|settle"
    r"|extend|expand|shorten|reconsider|proof-?read|take (?:\w+ )?(?:advice|a look|care|stock)|double check"
    r"|sanity-check|vet)(?! of\b)"
)
_PARTICIPLE = (
    r"(?:re-?)?(?:reviewed|replaced|updated|inserted|confirmed|verified|checked|completed|filled|adapted"
    r"|adjusted|amended|deleted"
    r"|removed|specified|added|agreed|translated|chosen|selected|aligned|rewritten|customi[sz]ed|tailored"
    r"|edited|attached|linked"
    r"|signed|obtained|substituted|swapped|changed|supplied|revised|finali[sz]ed|corrected|audited|assessed"
    r"|approved|cleared|validated"
    r"|settled|decided|determined|provided|vetted|seen|read|put|set|taken out|swapped out|looked at"
    r"|proofread|locali[sz]ed)"
)
_EDITING = (
    r"(?:replac\w+|delet\w+|remov\w+|rewrit\w+|rewrote|reword\w*|strike|struck|adapt\w*|tailor\w*"
    r"|customi[sz]\w+|amend\w*|substitut\w+"
    r"|swap\w*|fill\w*|complet\w+|overwrit\w+|chang\w+|updat\w+|correct(?:ed)?|edit(?:ed)?|drop(?:ped)?"
    r"|insert\w*|cut|take out|adjust\w*|put)"
)
_PART = (
    r"(?:e-?mail|mail|mailbox|inbox|address(?:es)?|paragraph|section|clause|sentence|list|line|text|wording"
    r"|passage|date|name|number"
    r"|phone|contact|placeholder|bracket\w*|link|item|bullet|comment|example|template|table|block|part"
    r"|figure|term|period|domain|bin"
    r"|remark|reminder|introduction|note|entry|annex|heading|version|details|value|field|description"
    r"|statement|word|phrase|disclosure)s?"
)
_BUSINESS = (
    r"(?:vendors?|suppliers?|processors?|sub-?processors?|contractors?|(?:service|hosting|payment|cloud"
    r"|delivery|analytics|third-party) "
    r"(?:providers?|compan(?:y|ies)|partners?|tools?|services?)|providers?|data processing (?:agreements?"
    r"|addend\w+|terms)|dpas?"
    r"|agreements?|contracts?|couriers|carriers|payment gateways?|integrations?|plug-?ins?|retention "
    r"(?:periods?|schedules?|terms?)"
    r"|legal bas[ei]s|data flows?|registers?|recipients?|hosting|third parties|subcontractors?|partners"
    r"|safeguards|transfer mechanisms?)"
)
_OWN = (
    r"(?:compan(?:y|ies)|business|organi[sz]ation|shop|store|site|website|lawyers?|counsel|legal|customers"
    r"|users|team|developers|it"
    r"|accountant|jurisdiction|dpo|data protection|stack|registered|practices?|set-?up|situation|domain"
    r"|project|entity|procedures"
    r"|configuration|systems|infrastructure|actual|own (?:address|details|e-?mail|contact|name|data|wording"
    r"|processes|company))"
)
_WHO = (
    r"(?:publishers?|editors?|webmasters?|drafters?|(?:site|web ?site|shop|store|business) (?:owners?"
    r"|administrators?|editors?|operators?)"
    r"|content (?:editors?|teams?|managers?|writers?)|copywriters?|developers?|(?:dev|web|legal|site|it"
    r"|front-?end) teams?|web designers?"
    r"|implement[eo]rs?|integrators?|project managers?|whoever \w+|client|reviewers?|translators?"
    r"|(?:it|marketing|accounting|legal|finance|sales|commercial|logistics|hr|human resources|warehouse) "
    r"(?:departments?|people|colleagues|team)|admins?|management|compliance)"
)
_KIND = (
    r"(?:notes?|nb|n\.b\.|remarks?|comments?|reminders?|instructions?|guidance|memo|quer(?:y|ies)|checklist"
    r"|action|attention|message|to-?do)"
)
_OURS = (
    r"(?!support|business|company|legal|own |actual|real|official|corporate|registered|public|privacy "
    r"(?:contact|team|mailbox))"
)
_READERS = (
    r"(?:orders?|accounts?|passwords?|purchases?|(?:personal )?data|deliver\w+|phone|e-?mail|address|name"
    r"|browser|device|cart|basket"
    r"|reviews?|photos?|consents?|rights?|requests?|cards?|payments?|profile|settings|choices?|messages?"
    r"|parcels?|refunds?|identity"
    r"|(?:personal )?information|privacy|parents?|child|representative|inbox|preferences|comments?|cookies"
    r"|use of|visit|questions?)"
)

ENGLISH = Vocabulary(
    "en",
    {
        Cue.LABEL: re.compile(
            rf"^\W*{_KIND}\b[^.:]{{0,12}}\b(?:to|for|from|by) (?:the |our |your )?(?:\w+ )?(?:{_WHO}|self"
            rf"|ourselves|legal|counsel|colleagues)\b"
            rf"|^\W*(?:drafting|drafter'?s?|publisher'?s?|editor(?:'s|s'|ial)|lawyer'?s?|counsel'?s?"
            rf"|internal|author'?s?|reviewer'?s?"
            rf"|attorney'?s?|solicitor'?s?|legal (?:team|department|review|counsel)(?:'s)?|publication"
            rf"|publishing|implementation|template)"
            rf" (?:{_KIND})\b|^\W*(?:to|for|attn\.?|attention|dear|fao)[: ]+(?:the |our )?(?:\w+ "
            rf")?{_WHO}\b[^.]{{0,25}}[:,—–-]"
            rf"|^\W*(?:todo|fixme|to-do|xxx|tbd|nb publish\w*)\s*[:—–-]|^\W*(?:{_WHO}|legal|counsel|lawyers?"
            rf"|(?:for )?accounting)\s*:\s|^\W*whoever [^.:]{{3,60}}:|\({_KIND} (?:to|for) (?:the )?{_WHO}\)"
            rf"|^\W*before (?:publication|publishing|launch|going live|go-live)\s*:"
        ),
        Cue.PLAIN_LABEL: re.compile(r"^\W*(?:note|nb|n\.b\.|important|attention|reminder|remark|comment)\b\s*[:!.—–-]"),
        Cue.EVENT: any_of(
            rf"{_BEFORE}\b[^.;]{{0,50}}?\b{_PUBLISH}",
            r"pre-?publication",
            r"on the day of publication",
            r"at (?:the time of )?publication",
        ),
        Cue.LAUNCH: any_of(
            rf"{_BEFORE}\b[^.;]{{0,50}}?\b{_LAUNCH}",
            r"pre-?launch",
            r"at (?:launch|go-live)\b",
            r"(?:for|in) production\b",
        ),
        Cue.LATER_EVENT: any_of(rf"(?:once|when|after|upon|on|as soon as)\b[^.;]{{0,30}}?\b(?:{_PUBLISH}|{_LAUNCH})"),
        Cue.WITHHELD: any_of(
            r"(?:do not|don't|must not be|cannot be|should not be|not to be|never) (?:yet )?(?:publish|post"
            r"|release|upload|show|print)\w*"
            r"(?=\s*(?:$|[.!]|until|before|unless|without|yet|as long|this|these|it\b|the (?:\w+ )?(?:text"
            r"|page|policy|section|document|draft|version|clause)))",
            r"(?:do not|don't) go live",
            r"(?:must|should|may|can)(?: not|not|n't) (?:be (?:seen|visible|shown|left|published)|appear"
            r"|remain|stay) (?:on|in) the (?:site|page|published|public|final|live)",
            r"hold (?:this|the|it)\b[^.;]{0,20}\b(?:back|off|until)",
            r"hold off",
            r"(?:keep|leave) (?:it|this|that|them) (?:out of|off) the (?:site|page|published|public|final|live)",
            r"not (?:for|intended for|ready for|suitable for) (?:publication|release|publishing)",
            r"(?:for )?internal (?:use )?only",
            r"for internal (?:use|review)",
            r"only (?:publish|post|upload|release)\b",
            r"(?:publish|post|upload|release)\w*\b[^.;]{0,40}\bonly (?:after|once|when|if)",
            r"only after\b[^.;]{0,40}\b(?:publish|go live)",
            r"not (?:part of|meant for) the (?:published|public|final) (?:text|version|policy|page)",
        ),
        Cue.ASK: re.compile(
            rf"(?:^\W*(?:[a-z' ]{{2,20}}:\s*)?|[,;:—–(\[]\s*(?:and |then |first |also |so )?|\b(?:please"
            rf"|kindly|must|should|shall|ought to|"
            rf"need(?:s|ed)? to|ha(?:s|ve) to|remember to|forget to|be sure to|sure to|you (?:will|may"
            rf"|might) (?:need|want) to|advisable to|"
            rf"recommend(?:ed)? to|recommend that you|suggest that you|is to|are to|asked to|required to"
            rf"|necessary to|essential to|important to|time to|wise to)\s+"
            rf"(?:first |also |then |carefully |still |always |be )?){_DRAFTING}\b"
            rf"|\b(?:must|should|shall|needs?|ought|ha(?:s|ve)|is|are|yet|still)\s+(?:to\s+)?(?:first |still "
            rf"|yet |also |all |to )*be (?:\w+ly )?"
            rf"{_PARTICIPLE}\b|\bneeds? (?:a |an |your |to |the |some |further |careful |legal |lawyer'?s? "
            rf"|counsel'?s? |final |an? \w+ )*"
            rf"(?:review|sign-?off|approval|confirmation|check|updating|replacing|changing|checking"
            rf"|reviewing|confirming|adapting|input|work"
            rf"|rewriting|completing|filling)\b|\b(?:awaiting|awaits|pending|subject to|requires?)\b (?:\w+ "
            rf")?(?:legal|counsel|lawyer|final|review|"
            rf"approval|sign-?off|confirmation|clearance)|\bmake (?:sure|certain)\b|\b(?:legal|counsel"
            rf"|lawyers?|dpo|marketing|it|accounting|finance|operator|client|management|team|editors?"
            rf"|department|owner) to {_DRAFTING}\b|\bwant \w+ \w+ to {_DRAFTING}\b|\b(?:can|could) (?:you"
            rf"|someone|"
            rf"anyone|legal|counsel)\b"
        ),
        Cue.FILL: any_of(
            r"insert(?:ed)?\b(?! your (?:card|promo|code))",
            r"fill(?:ed)? in\b",
            r"fill(?:ed)? out this",
            r"to be (?:inserted|filled|completed|added|supplied)",
            r"(?:your|the|company) (?:\w+ ){0,3}(?:goes )?here\b",
            r"complete (?:as|if|where) (?:appropriate|applicable|necessary)",
            r"delete (?:as|if|where) (?:appropriate|applicable|not applicable|necessary|not used)",
        ),
        Cue.EDIT: any_of(_EDITING + r"\b"),
        Cue.TEXT_PART: any_of(
            r"(?:section|clause|paragraph|item|annex) \d+",
            r"yellow",
            r"highlight(?:s|ed|ing)?\b",
            rf"(?:this|these|that|those)\s(?:[\w-]+\s){{0,2}}{_PART}\b",
            rf"the (?:first|second|third|fourth|fifth|last|previous|closing|opening) {_PART}\b",
            rf"the (?:above|following|preceding|below|highlighted|bracketed|placeholder|sample|current"
            rf"|example|e-?mail|contact|support|whole|last|first)"
            rf"\s(?:[\w-]+\s)?{_PART}\b",
            rf"the (?:[\w-]+\s)?{_PART} (?:above|below|in (?:brackets|yellow|square brackets)|here)\b",
            rf"(?:list|table|register|inventory)s? of (?:\w+ )?{_BUSINESS}",
            rf"{_BUSINESS} (?:list|table|register)s?\b",
            r"the terms? [\"“‘']",
            r"wording",
            r"square brackets",
            r"bracketed",
            r"highlighted",
            r"in brackets",
            r"cross-references?",
        ),
        Cue.BUSINESS: any_of(_BUSINESS + r"\b"),
        Cue.YOUR_BUSINESS: any_of(
            rf"your\s(?:[\w-]+,?\s(?:and\s)?){{0,3}}(?:{_BUSINESS}|{_OWN})\b",
            r"you (?:actually|really|currently|in fact)\b",
            r"you (?:work with|engage|rely on|employ|outsource|have contracts|operate|sell|ship|process"
            r"|transfer|host|store|collect|contract|publish|launch"
            r"|go live|deploy|rely|appoint)",
            r"you (?:do not |don't )?use (?:analytics|cookies|google|third|couriers|a |an |any |other|these"
            r"|foreign|cloud)",
        ),
        Cue.GENUINE: any_of(
            r"(?:with|by|for|to|into) (?:the|a|an|your|one's) (?:\w+ )?(?:real|actual|working|correct|live"
            r"|monitored|production|genuine|valid|final|proper|"
            r"operational|true|permanent|company's|operator's|own|functioning)\b",
            r"(?:real|actual|genuine|working|live|monitored) (?:\w+ )?(?:e-?mail|address|mailbox|inbox"
            r"|contact|details|phone|number|practice|vendors|providers|one)",
        ),
        Cue.COUNSEL: any_of(
            r"lawyers?",
            r"counsel\b",
            r"attorneys?",
            r"solicitors?",
            r"jurists?",
            r"dpo\b",
            r"legal (?:team|department|advice|review|check|advis[eo]rs?|"
            r"sign-?off|opinion|approval|experts?|clearance|colleagues|specialists?|validation|advisers)",
            r"law firm",
            r"legal to \w+",
            r"legally reviewed",
            r"compliance (?:team|officer)",
        ),
        Cue.PLACEHOLDER: any_of(
            r"place-?holders?",
            r"dummy",
            r"boilerplate",
            r"lorem ipsum",
            r"todo\b",
            r"fixme\b",
            r"tbd\b",
            r"tbc\b",
            r"xxx+\b",
            r"stand-?in\b",
            r"mock\b",
            r"(?:only|just|merely) (?:a |an )?(?:sample|example|template|draft)",
            r"(?:sample|example|fictitious|fake|temporary|provisional|made-up|invented|test) "
            r"(?:text|wording|e-?mail|address|contact|mailbox|phone|number|name|value|date|domain|details|data only)",
            r"(?:this|the) (?:\w+ )?template\b",
            r"template (?:text|wording|clause|language)",
            r"invented for",
            r"(?:number|address|e-?mail|name|phone|date|text|figure|domain)s?\b[^.;]{0,30}\b(?:is|are) "
            r"(?:fictitious|fake|invented|made up|not real|an? (?:example|sample)|temporary)",
            r"not a real\b",
            r"does not exist yet",
        ),
        Cue.DOUBT: re.compile(
            r"\bnot (?:at all |quite |entirely )?(?:sure|certain|convinced)\b(?! (?:which|what) )|\bunsure "
            r"(?:if|whether|that|about)\b|\bdoubt(?:s|ful|ed)\b|\bunclear\b|\bquestionable\b|\bdebatable\b"
            r"|\b(?:may|might|could|would probably) need (?:the|a|an|some|more|to be)\b|\bworth (?:checking"
            r"|confirming|asking)\b|\bnobody knows\b|\bnot defined\b|\bseems? (?:wrong|outdated|odd|too)\b"
            r"|\b(?:this|these|here|still|correct|right)\b[^?]*\?\W*$"
        ),
        Cue.UNFINISHED: any_of(
            r"to be (?:supplied|confirmed|determined|decided|provided|agreed|approved|reviewed|checked"
            r"|verified|replaced|updated|discussed)",
            r"not (?:yet |been )*(?:final|finali[sz]ed|confirmed|approved|agreed|checked|verified|reviewed"
            r"|(?:counter)?signed|cleared)",
            r"still (?:needs?|has|have) to\b",
            r"(?:working |first |rough |this )draft\b",
            r"draft (?:version|wording|text|only|for|policy|\d)",
            r"unconfirmed",
            r"unverified",
            r"for illustration",
            r"illustrative",
            r"(?:has|have|is|are|was)(?:n't| not)(?: yet)? (?:been )?(?:seen|read|looked|gone through)",
            r"(?:nobody|no one|no lawyer) (?:has|checked|reviewed|looked)",
            r"still (?:missing|open|to come|unsigned)",
            r"has yet to\b",
            r"not legal advice",
            r"under (?:legal )?review\b",
            r"until (?:the )?\w+ (?:has )?(?:confirm|approv|sign)\w*",
            r"starting point",
        ),
        Cue.PUBLISHER: any_of(_WHO + r"\b"),
        Cue.CONTENT_EVENT: any_of(
            rf"(?:publish\w*|publication of|post(?:ing|ed)?|upload\w*|go(?:es|ing)? live|appears?|put "
            rf"online)\s(?:\w+\s){{0,4}}{_CONTENT}\b",
            rf"(?<!our ){_CONTENT}\b[^.;]{{0,40}}\b(?:{_PUBLISH}|go(?:es)? live|(?:is|are) (?:live|online))",
            r"(?:publish|post|upload)\w* (?:\w+ )?(?:other people|someone|anyone|any personal|their|passwords)",
        ),
        Cue.READER_EVENT: any_of(
            r"(?:before|prior to|when|while|after|until|upon|during|by|if you|each time you|whenever you|as "
            r"soon as)\b[^.;,]{0,30}\b(?:order(?:ing|s|ed)?\b|plac\w+ (?:an|your|the)"
            r" order|purchas\w*|buy(?:ing)?\b|check(?:ing)? ?out|pay(?:ing|ment)?\b|register\w*"
            r"|sign(?:ing)?[- ]?(?:up|in)\b|submit\w*|shopping|subscrib\w*"
            r"|creat\w+ an? account|us(?:e|ing) (?:the|our|this) (?:site|website|store|shop|service)"
            r"|provid\w+ (?:us|your)|shar(?:e|ing)\b|upload\w* a"
            r"|writ\w+ a review|contact\w* us|accept\w*|log(?:ging)? ?in|visit\w*|cooling|return(?:ing"
            r"|s)?\b|deliver(?:y|ing|ed)\b|pick(?:ing)? up|"
            r"receiv\w+|giv\w+ (?:us|your)|enter\w* your|continu\w+)",
        ),
        Cue.YOUR_READER: any_of(rf"your\s{_OURS}(?:[\w-]+\s)?{_READERS}\b"),
        Cue.READER: any_of(
            r"you (?:can|may|have|agree|consent|are|order|buy|place|receive|provide|give|visit|create"
            r"|accept|acknowledge|wish|want|believe|contact|withdraw"
            r"|suspect|change your|log|sign in|submit|write|upload|choose)\b(?! to (?:publish|replace|review))",
            r"passwords?\b",
            r"(?:order|contact|return|request) form\b",
            r"(?:required|mandatory) fields?",
            r"read (?:it|this|the)\b",
            r"(?:review|check) this (?:policy|page)\b",
            r"(?:shopping )?(?:cart|basket)\b",
            r"(?:will|may|can|might) (?:\w+ )?(?:call|ring|contact|ask|e-?mail|notify|visit|write to|phone) you\b",
            r"(?:flat|apartment|entrance|doorbell|parcel)\b",
            r"periodically",
            r"from time to time",
            r"regularly",
            r"(?:customers?|users?|buyers?|visitors?|recipients? of the (?:order|parcel)|parents?"
            r"|representatives?|data subjects?) (?:\w+ )?(?:must|should|shall|can|may|has to|have to|needs? "
            r"to)\b",
            r"carefully before",
        ),
        Cue.WE: any_of(r"we(?:'ll|'ve|'re|'d)?\b(?! (?:strongly )?(?:recommend|suggest|advise|propose|still need))"),
        Cue.OUR: any_of(r"(?:our|us|ours)\b"),
    },
)
