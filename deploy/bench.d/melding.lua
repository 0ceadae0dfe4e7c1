-- wrk: a melding about another child at every request.
local thread = 0
function setup(t)
    t:set("number", thread)
    thread = thread + 1
end

local function citizen(n)
    -- The range of test numbers, 999…, with the check of the BSN.
    while true do
        local digits = string.format("999%05d", n % 100000)
        local sum = 0
        for i = 1, 8 do sum = sum + (10 - i) * tonumber(digits:sub(i, i)) end
        if sum % 11 < 10 then return digits .. (sum % 11) end
        n = n + 1
    end
end

function init(args)
    run = args[1]
    count = tonumber(args[2])
    left = tonumber(args[4])
    wrk.method = "POST"
    wrk.path = "/v1/meldingen"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = "Bearer " .. args[3]
end

function request()
    local own = run .. "-" .. number .. "-" .. count
    wrk.headers["Idempotency-Key"] = own
    local body = '{"soort":"zorgmelding","gemeente":"0202","acuut":"nee",'
        .. '"waarneming":"Een leerling komt al weken niet; thuis doet niemand open.","besproken":"ja",'
        .. '"terugkoppelingGewenst":true,"grondslag":"wettelijke-taak","ontvanger":"00000099000000002000",'
        .. '"eigenKenmerk":"' .. own .. '","betrokkenen":[{"rol":"kind","bsn":"' .. citizen(count) .. '"}]}'
    count = count + 1
    return wrk.format(nil, nil, nil, body)
end

-- Where a number was asked for: what is under way by then is still answered.
function response()
    if left then
        left = left - 1
        if left <= 0 then wrk.thread:stop() end
    end
end
