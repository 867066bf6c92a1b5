/* Vietnamese words of the figure spotter. Rules that use them: docs/SPOTTER.md. */
#include "text/figure_lex.h"
#include "text/number.h"

const struct lex_row lex_rows_vi[] = {
    {LEX_NUMBER, LEX_NUM(NUMBER_UNIT, 7), NULL, "bẩy"},
    {LEX_NUMBER, LEX_NUM(NUMBER_TAIL, 5), NULL, "nhăm"},
    {LEX_NUMBER, LEX_NUM(NUMBER_LINK, 0), NULL, "linh"},
    {LEX_NUMBER, LEX_NUM(NUMBER_TEN_AFTER, 10), NULL, "chục"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 3), NULL, "ngàn"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 4), NULL, "vạn"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 9), NULL, "tỉ"},
    {LEX_NUMBER, LEX_NUM(NUMBER_HALF_MORE, 0), NULL, "rưỡi|rưởi"},
    {LEX_NUMBER, LEX_NUM(NUMBER_DOZEN, 12), NULL, "tá"},
    {LEX_SCALE_ABBR, 3, NULL, "k|n"},
    {LEX_SCALE_ABBR, 6, NULL, "tr|m"},
    {LEX_SCALE_ABBR, 9, NULL, "t|bn|b"},
    {LEX_QUANT, 10, NULL, "hàng chục"},
    {LEX_QUANT, 100, NULL, "hàng trăm"},
    {LEX_QUANT, 1000, NULL, "hàng nghìn|hàng ngàn"},
    {LEX_QUANT, 10000, NULL, "hàng chục nghìn|hàng chục ngàn|hàng vạn"},
    {LEX_QUANT, 100000, NULL, "hàng trăm nghìn|hàng trăm ngàn|hàng chục vạn"},
    {LEX_QUANT, 1000000, NULL, "hàng triệu"},
    {LEX_QUANT, 10000000, NULL, "hàng chục triệu"},
    {LEX_QUANT, 100000000, NULL, "hàng trăm triệu"},
    {LEX_QUANT, 1000000000, NULL, "hàng tỷ|hàng tỉ"},
    {LEX_QUANT, 1000000010, NULL, "hàng chục tỷ|hàng chục tỉ"},
    {LEX_QUANT, 1000000011, NULL, "hàng trăm tỷ|hàng trăm tỉ"},
    {LEX_QUANT, 1000000012, NULL, "hàng nghìn tỷ|hàng nghìn tỉ|hàng ngàn tỷ|hàng ngàn tỉ"},
    {LEX_FEW, 0, NULL, "vài|một vài|dăm|mấy|nhiều|một số|dăm ba|vài ba|đôi ba|một ít|những|các"},
    {LEX_BOUND, BOUND_OVER, NULL, "hơn|trên|vượt|nhiều hơn|cao hơn|lớn hơn|vượt quá|vượt mức|vượt mốc|quá"},
    {LEX_BOUND, BOUND_ATLEAST, NULL, "ít nhất|tối thiểu|không dưới|không ít hơn|chí ít|ít ra|"
        "không kém|không thấp hơn|không nhỏ hơn|ít nhất là|tối thiểu là|tối thiểu phải có|ít nhất cũng|ít nhất khoảng"},
    {LEX_BOUND, BOUND_UNDER, NULL, "gần|dưới|ít hơn|chưa đến|chưa tới|chưa đầy|không tới|không đến|gần như|suýt soát|"
        "gần tới|ngót|kém hơn|thấp hơn|nhỏ hơn|không đầy|gần đạt"},
    {LEX_BOUND, BOUND_ATMOST, NULL, "tối đa|không quá|nhiều nhất|nhiều nhất là|tối đa là|tối đa không quá|"
        "không vượt quá|không vượt|không trên|"
        "không hơn|không cao hơn|"
        "không nhiều hơn|không quá mức|không lớn hơn"},
    {LEX_BOUND, BOUND_ABOUT, NULL, "khoảng|chừng|độ|tầm|cỡ|xấp xỉ|khoảng chừng|ước khoảng|ước đạt khoảng|ước chừng|"
        "vào khoảng|trên dưới|tầm khoảng|ngót nghét|ước tính|ước tính khoảng|đâu khoảng"},
    {LEX_BOUND, BOUND_EXACT, NULL, "đúng|vừa đúng|chính xác"},
    {LEX_BOUND_AFTER, BOUND_ATLEAST, NULL, "trở lên|đổ lên|hoặc hơn|hoặc nhiều hơn|hoặc cao hơn"},
    {LEX_BOUND_AFTER, BOUND_ATMOST, NULL, "trở xuống|đổ lại|đổ xuống|hoặc ít hơn|hoặc thấp hơn|là cùng|là nhiều nhất"},
    {LEX_PERCENT, 0, NULL, "phần trăm|điểm phần trăm|điểm %"},
    {LEX_WEEKDAY, 0, NULL, "chủ nhật"},
    {LEX_IDIOM, 0, NULL, "một mặt|không hai|mặt khác|trăm hoa đua nở|bốn bể|một phần|một cách|một lần nữa|một khi|"
        "một chút|"
        "một thời|một lòng|một mình|"
        "một chiều|một khác|từng bước một|ba đình|năm căn|tam kỳ|bảy núi|hai bà trưng|trăm năm|trăm họ|trăm miền|"
        "ba lan|ba vì|ba bể|ba tri|ba tơ|ba lê|ba chẽ|ba đồn|sáu tháng một lần|năm học|năm nay|năm ngoái|"
        "năm trước|năm sau|năm tới|"
        "năm qua|năm mới|năm đó|năm này|năm ấy|năm rồi|chín muồi|chín chắn|ba mẹ|ba má|bốn phương|năm châu|"
        "năm châu bốn biển|bốn biển|muôn vàn|đầu tư|tư nhân|không những|không chỉ|không có|năm xưa|"
        "một đi không trở lại|"
        "thứ nhất là|một là|hai là|ba là|bốn là|năm là|sáu là|bảy là|tám là|chín là|mười là|cả hai|đôi bên|hai bên|"
        "năm một|năm tròn|chín mươi phần mười|bí thư thứ nhất|bí thư thứ hai|bí thư thứ ba|thứ trưởng|thứ bậc|"
        "tám chuyện|ba chìm bảy nổi|mười phân vẹn mười|trăm nghe không bằng một thấy|tỷ lệ|tỉ lệ|tỷ giá|tỉ giá|"
        "tỷ trọng|tỉ trọng|tỷ phú|tỉ phú|tỷ suất|triệu phú|năm bắt|chín rồng|cửu long|một trong những|một trong số|"
        "một trong|một trăm phần trăm|năm sinh|năm tài chính|năm du lịch|năm ngân sách|một số ít|sơn la|"
        "hai mươi bốn trên bảy|thiên niên kỷ|lần đầu|lần nữa|một lúc|một hôm|một ngày nào đó|một ngày|"
        "ngàn đời|nghìn xưa|ngàn xưa|nghìn năm|ngàn năm|vạn vật|ba miền|một lần|một cửa|một cửa liên thông|"
        "tứ xứ|ngũ hành sơn|một đời|nhất là|thống nhất|duy nhất|đồng nhất|hợp nhất|"
        "trăm phần trăm|mười mươi|chục năm|năm tháng|năm sau đó|năm cuối|năm đầu|một vành đai|"
        "một con đường|vành đai một|một nắng hai sương|hai năm rõ mười|ba phải|ba hoa|bảy tỏ|nước thứ ba|"
        "bên thứ ba|một cổ hai tròng|thứ hai là|thứ ba là|thứ tư là|thứ năm là|một thể|một khối|mọi|"
        "bảy mẫu|tám mẫu|ngã ba|ngã tư|ngã năm|ngã sáu|ngã bảy|ba ngòi|ba son|ba gác|ba lô|ba động|"
        "chín hầm|ba ngày tết|ba mươi tết|hai mặt|hai chiều|sáu câu|đôi ba|đồng hới|chợ lớn"},
    {LEX_REF, 0, NULL, "giai đoạn|đợt|vòng|báo động|chương trình|đề án|công ước|điều|khoản|điểm|phụ lục|chương|"
        "trang|bảng|hình|mục|tiết|số|"
        "máy lẻ|số máy lẻ|số nội bộ|phòng|phòng số|"
        "tầng|cửa|cổng|"
        "nghị định|nghị định số|quyết định|quyết định số|chỉ thị|kết luận|thông tư|công văn|kế hoạch số|luật số|"
        "nghị quyết|nghị quyết số|văn bản số|đt|điện thoại|số điện thoại|tel|fax|hotline|đường dây nóng|tài khoản|"
        "số tài khoản|stk|quốc lộ|ql|đường|tỉnh lộ|tl|chuyến bay|tàu|số hiệu|biển số|số nhà|mã số|mã|lô|căn hộ|"
        "thông báo|thông báo số|tờ trình|báo cáo số|pháp lệnh|cmnd|cccd|mst|mã số thuế|công nghiệp|"
        "cách mạng công nghiệp|"
        "nhà ga|bến số|kiệt|ngõ|hẻm|ngách|phố|di động|đtdđ|zalo|tổ|khu vực|tuyến số|mục số|phiên bản|"
        "hộ chiếu|giấy phép số|hồ sơ số|biểu|ô|lớp|cổng số|iso|tcvn|boeing|airbus|windows|số báo danh|hộp thư|"
        "vnđk|phường|quận|xe|đồ thị|sơ đồ|bản đồ|chuyên mục|kỳ số|công điện|nhiệm vụ số|hiệp định số|tổng đài"},
    {LEX_CLOCK, 0, NULL, "giờ|h|g"},
    {LEX_EVENT, 0, NULL, "đại hội|hội nghị|khóa|khoá|kỳ họp|quý|đại hội đảng|đại hội đại biểu|quốc hội khóa|"
        "nhiệm kỳ|festival|phiên họp|hội nghị trung ương|thế kỷ|thế kỉ|thế vận hội|kỳ|đảng bộ|khoá họp|"
        "khóa họp|trung ương đảng khóa|khóa đảng|vùng|đợt|giai đoạn"},
    {LEX_STATUS, 0, NULL, "sắp xếp|sắp đặt|chương trình mục tiêu|mục tiêu quốc gia"},
    {LEX_STATUS, MARK_WISH, NULL, "mong muốn|mong|kỳ vọng|hy vọng|đề nghị|kiến nghị|đề xuất|ước mong|nên|cần|"
        "mong rằng|khuyến nghị|kêu gọi|ước muốn"},
    {LEX_STATUS, MARK_PLANNED, NULL, "sẽ|dự kiến|kế hoạch|phấn đấu|mục tiêu|dự định|chỉ tiêu|dự báo|sắp|"
        "chuẩn bị tổ chức|"
        "đặt mục tiêu|hướng tới|hướng đến|tới đây|dự tính|dự trù|trù tính|ấn định|định hướng|năm tới|sang năm"},
    {LEX_STATUS, MARK_UNDER_WAY, NULL, "đang|xúc tiến|đang xúc tiến|đang triển khai|đang chuẩn bị|đang đàm phán|"
        "tiếp tục|đang thực hiện|thúc đẩy|chuẩn bị|đàm phán|trong quá trình|dở dang|vận động ký"},
    {LEX_STATUS, MARK_DONE, NULL, "đã|đã ký kết|ký kết|được ký kết|hoàn thành|đạt|đạt được|thu hút được|tổ chức được|"
        "đón|tiếp đón|ghi nhận|vừa|từng|được ký|đã có|giải ngân được|ký|đăng cai tổ chức|được cấp|vận động được|"
        "được tổ chức|diễn ra|giải quyết xong|được hoàn thành|được trao"},
    {LEX_RISE, 1, NULL, "tăng|tăng trưởng|mức tăng|tăng thêm|gia tăng|tăng lên|đi lên|nhích|cao hơn|"
        "tốc độ tăng|vọt lên|tăng vọt"},
    {LEX_RISE, -1, NULL, "giảm|sụt giảm|mức giảm|suy giảm|giảm xuống|cắt giảm|giảm còn|sụt|giảm bớt|hạ|hạ xuống|"
        "thấp hơn|giảm sút"},
    {LEX_RAISE, 0, NULL, "nâng|đưa|nâng tổng số|đưa tổng số|nâng tổng"},
    {LEX_STOP, 0, NULL, "của|và|với|trong|ngoài|tại|ở|từ|đến|tới|cho|về|theo|do|bởi|vì|nên|mà|là|thì|để|được|bị|"
        "đã|đang|chưa|hiện|"
        "sẽ|có|không|này|đó|kia|ấy|nay|cùng|hoặc|hay|nhưng|song|còn|cũng|chỉ|vẫn|lại|ra|vào|lên|xuống|qua|sau|trước|"
        "khi|nếu|tuy|dù|như|bằng|so|trên|dưới|giữa|gồm|bao|các|những|mỗi|từng|nhằm|tham|ký|đạt|thu|góp|đồng thời|"
        "trị giá|tăng|giảm|chiếm|nhất|nữa|rồi|gần|hơn|đến từ|thuộc|vừa|đều|tổng|nằm|phục vụ|liên quan|tham gia|"
        "tham dự|đứng"},
    {LEX_PARTICLE, 0, NULL, "tổng số|số|tổng|trong số|cả"},
    {LEX_TOTAL, 0, NULL, "tổng số|số lượng|con số|số|lượng"},
    {LEX_IN_YEAR, 0, NULL, "năm|đến|từ|trước|sau|tháng|giai đoạn|niên khóa|nhiệm kỳ|cuối|đầu|giữa|mùa|xuân|hè|thu|"
        "đông|"
        "so với|và|vào|trong|quý|hồi|kể từ|bước sang|sang"},
    {LEX_PART, 102, NULL, "nửa|một nửa|phân nửa|quá nửa"},
    {LEX_FROM, 0, NULL, "từ|giữa"},
    {LEX_TO, 0, NULL, "đến|tới|lên|và|xuống|còn"},
    {LEX_FIRST, 1, NULL, "đầu|đầu tiên|đầu năm"},
    {LEX_FIRST, -1, NULL, "cuối|cuối năm|cuối cùng"},
    {LEX_NOUN, 1, NULL, "năm|tháng|ngày|tuần|giờ|phút|giây|quý|thập kỷ|thập niên|thế kỷ|ngày làm việc|tiếng|đêm|"
        "giờ đồng hồ|tiếng đồng hồ|năm học|tuần lễ|thế kỉ"},
    {LEX_NOUN, 2, NULL, "người|tuổi|độ|phát|tỉnh|nước|cặp|đoàn|lần|lượt|cuộc|bộ|tuyến|xã|huyện|hộ|trẻ|suất|chuyến|"
        "vụ|ca|con|"
        "chiếc|căn|ngôi|quyển|bức|cây|bài|vở|phim|gói|loại|lớp|khóa|khoá|đợt|phiên|kỳ|bên|mặt|"
        "nhà|nhóm|đội|câu|bước|hướng|vùng|ban|sở|ngành|cấp|khâu|món|mẫu|phần|trận|huy chương|giải|chữ|"
        "tấn|tạ|kg|ha|km|m|m2|km2|lít|mw|kwh|hecta|héc ta|mét|ki lô mét|cây số|kilômét|thôn|làng|bản|quận|phường|"
        "gian|dòng|kiện|thùng|tờ|trang|quả|hạt|giọt|đôi|chi|xe|tàu|thuyền|máy|cổng|cầu|hồ|đảo|núi|ý|đầu việc|"
        "dân|chị|em|cháu|ông|bà|vị|đồng chí|tên|hội|đảng|hãng|điểm|trạm|bến|trường|viện|đài|báo|kênh|trụ|khối|phòng|"
        "khu|gương|danh|tín chỉ|môn|nghề|đề|thẻ|giống|trang trại|ao|hòn|bậc|bể|bình|chỗ|giường|buổi|quầy|gốc"},
    {LEX_NOUN, 0, NULL, "dự án|kiến nghị|đề nghị|đề xuất|ca sĩ|nhạc sĩ|họa sĩ|nhạc công|diễn viên|hành khách|"
        "lượt hành khách|"
        "bị cáo|bị can|bị hại|kỳ họp|đại hội|thỏa thuận|thoả thuận|hội nghị|hội thảo|biên bản|"
        "biên bản ghi nhớ|"
        "quốc gia|"
        "doanh nghiệp|"
        "đại biểu|lượt khách|lượt người|du khách|khách|địa phương|thành phố|lĩnh vực|chương trình|hoạt động|sự kiện|"
        "văn bản|văn kiện|hiệp định|điều ước|thỏa ước|tổ chức|cơ quan|đơn vị|đối tác|nhà đầu tư|chuyên gia|trí thức|"
        "sinh viên|học sinh|học bổng|công dân|cán bộ|công chức|viên chức|ngư dân|tàu cá|lao động|kiều bào|hồ sơ|"
        "di sản|danh hiệu|công trình|trụ cột|nhiệm vụ|giải pháp|nội dung|mục tiêu|chỉ tiêu|đề án|kế hoạch|"
        "báo cáo|thủ tục|quyết định|nghị quyết|hộ gia đình|hộ nghèo|gia đình|trường hợp|vụ việc|bộ phận|phóng viên|"
        "tình nguyện viên|nghệ sĩ|nghệ nhân|đoàn khách|đoàn công tác|đoàn vào|đoàn ra|phòng học|ngôi nhà|căn nhà|"
        "gian hàng|sản phẩm|mặt hàng|thị trường|ngôn ngữ|thứ tiếng|kết nối|cam kết|ý kiến|bài viết|tác phẩm|"
        "triển lãm|lễ hội|tuần lễ|diễn đàn|cuộc họp|cuộc gặp|phiên họp|lớp tập huấn|khóa đào tạo|giáo viên|bác sĩ|"
        "bệnh nhân|bệnh viện|trường học|trường đại học|đại học|trạm y tế|nhà máy|khu công nghiệp|khu kinh tế|"
        "cơ sở|cửa khẩu|cột mốc|tuyến biên giới|đường bay|chuyến bay|chuyến tàu|giấy phép|thị thực|hộ chiếu|"
        "lãnh đạo|tỉnh thành|bộ ngành|bên|điểm đến|tiết mục|môn|giải thưởng|huân chương|bằng khen|kỷ niệm chương|"
        "khoản|nguồn|dự thảo|nhóm|đoàn viên|thanh niên|phụ nữ|trẻ em|nạn nhân|đảng viên|ủy viên|uỷ viên|thành viên|"
        "hội viên|tổ chức phi chính phủ|hợp đồng|hợp tác xã|bản ghi nhớ|ý định thư|tuyên bố|quan hệ|mối quan hệ|"
        "cặp quan hệ|tỉnh thành phố|đại sứ|đại sứ quán|lãnh sự|phái đoàn|khách quốc tế|lượt|đề tài|sáng kiến|mô hình|"
        "máy bay|tàu thuyền|thuyền viên|công nhân|kỹ sư|nhân viên|nhân sự|hộ dân|người dân|cư dân|điểm cầu|lô hàng|"
        "tuyến đường|cây cầu|hạng mục|công ty|tập đoàn|ngân hàng|chi nhánh|văn phòng|đối tượng|bước ngoặt|yếu tố|"
        "nguyên tắc|tiêu chí|lĩnh vực|vấn đề|chủ đề|câu hỏi|nguyện vọng|phương án|kịch bản|giai đoạn|cửa hàng|"
        "khách sạn|nhà hàng|di tích|bảo tàng|hiện vật|cổ vật|bộ sưu tập|bức ảnh|bức tranh|tấm ảnh|cuốn sách|đầu sách|"
        "bộ phim|vở diễn|chương trình nghệ thuật|tiết mục|ban nhạc|đoàn nghệ thuật|vận động viên|huấn luyện viên|"
        "trận đấu|sân bay|cảng biển|bến cảng|xã phường|đơn vị hành chính|cụm công nghiệp|làng nghề|hộ kinh doanh|"
        "lượt truy cập|tin bài|tài liệu|trang web|ứng dụng|hệ thống|phần mềm|máy tính|dịch vụ|đường dây|"
        "cuộc gọi|tin nhắn|đơn thư|tố cáo|khiếu nại|điểm phát|suất quà|phần quà|con tàu|ca bệnh|nhà khoa học|"
        "nhà nghiên cứu|nhà báo|doanh nhân|nhà văn hóa|bên liên quan|quan chức|khu vực|châu lục|ngư phủ|chiến sĩ|"
        "lưu học sinh|du học sinh|thực tập sinh|lượt người xem|lượt đại biểu|lượt đoàn|lượt cán bộ|lượt công dân|"
        "lượt học viên|học viên|chức danh|vị trí|biên chế|chỉ số|bậc|hạng|tiến sĩ|thạc sĩ|giáo sư|chủ trương|"
        "hướng dẫn"},
    {LEX_TRIGGER, 0, NULL, "ngày|mùng|mồng|tháng|quý|nửa|thứ|từ|q|h|một nửa"},
    {LEX_RAISE, 0, NULL, "chuyển|thay đổi|cải thiện|kéo dài|mở rộng|rút|rút ngắn|điều chỉnh|hạ|nới"},
    {0, 0, NULL, NULL},
};
